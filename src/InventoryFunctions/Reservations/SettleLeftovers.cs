using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace InventoryFunctions.Reservations;

/// <summary>Settles some of the reservations that have been open for long.</summary>
public sealed class SettleLeftovers(LeftoverReservations leftovers)
{
    /// <summary>Looks at a page of them; done again, it changes nothing more.</summary>
    /// <returns>The next page.</returns>
    [Function(nameof(SettleLeftovers))]
    public async Task<LeftoversPage> RunAsync(
        [ActivityTrigger] LeftoversPage page, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken) =>
        new(await leftovers.SettleAsync(client, page.Continuation, cancellationToken));
}
