using InventoryFunctions.Domain.Reservations;
using InventoryFunctions.Orders;
using InventoryFunctions.Storage;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace InventoryFunctions.Reservations;

/// <summary>
/// Reservations that are open though their hold is over: their order's orchestration, whose timer would have ended them, was terminated or purged.
/// </summary>
public sealed class OverdueOrders(
    ReservationStore reservations,
    OrderStore orders,
    OrderWorkflows workflows,
    IOptions<ReservationOptions> options,
    TimeProvider clock,
    ILogger<OverdueOrders> logger)
{
    /// <summary>So long after its hold a reservation's own timer may still be about to end it. The value is 1 minute.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromMinutes(1);

    private const int ReservationsAtOnce = 100;

    /// <summary>
    /// Starts what ends them; doing it again, or twice at once, changes nothing more. Nothing is looked for while no hold is set; what holds of an earlier
    /// setting leave is found by <see cref="LeftoverReservations"/>.
    /// </summary>
    public async Task SettleAsync(DurableTaskClient client, CancellationToken cancellationToken)
    {
        if (options.Value.Hold is null)
        {
            return;
        }

        HashSet<string> settled = new(StringComparer.Ordinal);
        string? place = null;
        do
        {
            ListPage<Reservation> page =
                await reservations.ListOverdueAsync(clock.GetUtcNow() - Grace, ReservationsAtOnce, place, cancellationToken);
            await Task.WhenAll(page.Items.Select(overdue => overdue.OrderId).Where(settled.Add).Select(TrySettleAsync));
            place = page.Continuation;
        }
        while (place is not null);

        async Task TrySettleAsync(string orderId)
        {
            try
            {
                await SettleAsync(orderId);
            }
#pragma warning disable CA1031 // One order must not keep the others from their end.
            catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
            {
                logger.NotSettled(failure, orderId);
            }
        }

        async Task SettleAsync(string orderId)
        {
            logger.Overdue(orderId);
            switch (await orders.FindAsync(orderId, cancellationToken))
            {
                case { Outcome: null, Order: { } order }:
                    await workflows.StartAsync(client, order, cancellationToken);
                    break;
                case { Outcome: not null }:
                    await workflows.StartEndAsync(client, orderId, ReservationEnd.Expire, cancellationToken);
                    break;
            }
        }
    }
}
