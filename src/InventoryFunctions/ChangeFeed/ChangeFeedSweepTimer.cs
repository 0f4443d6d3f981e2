using Microsoft.Azure.Functions.Worker;

namespace InventoryFunctions.ChangeFeed;

/// <summary>Sweeps the change feed each minute.</summary>
public sealed class ChangeFeedSweepTimer(ChangeFeedSweep sweep)
{
    private const string EveryMinute = "0 * * * * *";

    /// <summary>The timer function.</summary>
    [Function(nameof(ChangeFeedSweepTimer))]
    public Task RunAsync([TimerTrigger(EveryMinute)] TimerInfo timer, CancellationToken cancellationToken) => sweep.RunAsync(cancellationToken);
}
