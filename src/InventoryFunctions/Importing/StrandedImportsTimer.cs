using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace InventoryFunctions.Importing;

/// <summary>Looks after import jobs that nothing runs any more, every five minutes.</summary>
public sealed class StrandedImportsTimer(StrandedImports imports)
{
    private const string EveryFiveMinutes = "0 */5 * * * *";

    /// <summary>The timer function.</summary>
    [Function(nameof(StrandedImportsTimer))]
    public Task RunAsync([TimerTrigger(EveryFiveMinutes)] TimerInfo timer, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken) =>
        imports.SettleAsync(client, cancellationToken);
}
