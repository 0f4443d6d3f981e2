using System.Diagnostics.Metrics;
using InventoryFunctions.Telemetry;
using Microsoft.Extensions.Options;

namespace InventoryFunctions.Poison;

/// <summary>Counts poisoned messages on the app's meter.</summary>
public sealed class PoisonMetrics
{
    /// <summary>Counter: messages that could not be processed. Tag <see cref="QueueTag"/> is the queue they came from.</summary>
    public const string PoisonMessages = nameof(PoisonMessages);

    /// <summary>The tag that names the queue.</summary>
    public const string QueueTag = "queue";

    private readonly Counter<long> _poisoned;

    /// <summary>Creates the instrument.</summary>
    public PoisonMetrics(IMeterFactory meters, IOptions<EnvironmentOptions> environment) =>
        _poisoned = meters.Create(JobMetrics.MeterPrefix + environment.Value.Name)
            .CreateCounter<long>(PoisonMessages, "Count", "Messages that could not be processed and lie in a poison queue.");

    /// <summary>One more of <paramref name="queue"/>.</summary>
    public void Count(string queue) => _poisoned.Add(1, new KeyValuePair<string, object?>(QueueTag, queue));
}
