using System.ComponentModel.DataAnnotations;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Converters;

namespace InventoryFunctions.EmbeddedHost.Durable;

/// <summary>Settings of the durable engine.</summary>
public sealed class DurableEngineOptions
{
    /// <summary>
    /// Prefix of the engine's tables <c>{HubName}Log</c> and <c>{HubName}Instances</c>: 3 to 45 letters and digits, a letter first
    /// (Azure limits task hub names so). The default value is <c>InventoryHub</c>.
    /// </summary>
    [RegularExpression("^[A-Za-z][A-Za-z0-9]{2,44}$", ErrorMessage = "HubName must be 3 to 45 letters and digits and start with a letter.")]
    public string HubName { get; init; } = "InventoryHub";

    /// <summary>Activities that run at once (host.json <c>maxConcurrentActivityFunctions</c>). The default value is 10 per processor, as on Azure.</summary>
    [Range(1, 10_000)]
    public int MaxConcurrentActivities { get; init; } = 10 * Environment.ProcessorCount;

    /// <summary>How long a host that vanished keeps others (on other machines) from taking over. The default value is 60 seconds.</summary>
    public TimeSpan LeaseDuration { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long a finished instance may wait for company before it is archived. The default value is 2 seconds.</summary>
    public TimeSpan ArchiveInterval { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How long stopping waits for running activities. The default value is 10 seconds.</summary>
    public TimeSpan ShutdownTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Replays the whole history at every step instead of keeping orchestrators alive. For tests of determinism. The default value is false.</summary>
    public bool ReplayEveryStep { get; init; }

    /// <summary>How inputs, outputs, events and status are written. The default value is the Durable SDK's JSON.</summary>
    public DataConverter DataConverter { get; init; } = JsonDataConverter.Default;

    /// <summary>Bounds a commit where orchestrators feed each other without end; a step is never split, but what it causes may follow in the next.</summary>
    internal int MaxRecordsPerCommit { get; init; } = 5_000;

    /// <summary>Who this host says it is; tests let hosts of one process pass for several.</summary>
    internal Storage.HostProcess Host { get; init; } = Storage.HostProcess.Current;
}
