using System.Diagnostics.CodeAnalysis;
using Microsoft.DurableTask;

namespace InventoryFunctions.EmbeddedHost.Durable;

/// <summary>The orchestrators and activities the engine can run, by function name. Names are not case-sensitive, as on Azure.</summary>
/// <remarks>Register everything before the engine starts; the engine only reads.</remarks>
public sealed class DurableFunctions
{
    private readonly Dictionary<string, Func<TaskOrchestrationContext, Task<object?>>> _orchestrators = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, Func<ActivityInvocation, Task<object?>>> _activities = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The names of all registered orchestrators.</summary>
    public IReadOnlyCollection<string> OrchestratorNames => _orchestrators.Keys;

    /// <summary>The names of all registered activities.</summary>
    public IReadOnlyCollection<string> ActivityNames => _activities.Keys;

    /// <summary>Registers an orchestrator. The returned value becomes the output of the instance.</summary>
    /// <exception cref="ArgumentException">The name is taken.</exception>
    public DurableFunctions AddOrchestrator(string name, Func<TaskOrchestrationContext, Task<object?>> orchestrator)
    {
        _orchestrators.Add(name, orchestrator);
        return this;
    }

    /// <summary>Registers an activity. It may run more than once for one call: after a crash it is started again.</summary>
    /// <exception cref="ArgumentException">The name is taken.</exception>
    public DurableFunctions AddActivity(string name, Func<ActivityInvocation, Task<object?>> activity)
    {
        _activities.Add(name, activity);
        return this;
    }

    internal bool TryGetOrchestrator(string name, [NotNullWhen(true)] out Func<TaskOrchestrationContext, Task<object?>>? orchestrator) =>
        _orchestrators.TryGetValue(name, out orchestrator);

    internal bool TryGetActivity(string name, [NotNullWhen(true)] out Func<ActivityInvocation, Task<object?>>? activity) =>
        _activities.TryGetValue(name, out activity);
}
