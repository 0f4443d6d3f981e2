using InventoryFunctions.Domain.Orders;
using InventoryFunctions.Domain.Reservations;
using InventoryFunctions.Orders;
using InventoryFunctions.Storage;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace InventoryFunctions.Reservations;

/// <summary>
/// Reservations that have been open for longer than a day. What waits for its confirmation is left alone; where an orchestration was terminated, purged or
/// met a row that was not sound, the stock would be held for ever.
/// </summary>
public sealed class LeftoverReservations(
    ReservationStore reservations, OrderStore orders, OrderWorkflows workflows, TimeProvider clock, ILogger<LeftoverReservations> logger)
{
    /// <summary>A reservation that is younger is looked after by its order's own orchestration. The value is 1 day.</summary>
    public static readonly TimeSpan Age = TimeSpan.FromDays(1);

    /// <summary>The most reservations that one call looks at.</summary>
    public const int ReservationsAtOnce = 500;

    private const int OrdersAtOnce = 8;

    /// <summary>
    /// Takes the step that settles each of some reservations (<see cref="Leftover"/>); doing it again, or twice at once, changes nothing more. An order of which
    /// that fails is logged, and does not keep the others.
    /// </summary>
    /// <param name="client">Starts what decides and ends orders.</param>
    /// <param name="continuation">What the call before answered, or null for the first.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Where to go on, or null after the last one.</returns>
    public async Task<string?> SettleAsync(DurableTaskClient client, string? continuation, CancellationToken cancellationToken)
    {
        ListPage<Reservation> page =
            await reservations.ListOpenSinceAsync(clock.GetUtcNow() - Age, ReservationsAtOnce, continuation, cancellationToken);
        await Parallel.ForEachAsync(
            page.Items.GroupBy(line => line.OrderId, StringComparer.Ordinal),
            new ParallelOptions { MaxDegreeOfParallelism = OrdersAtOnce, CancellationToken = cancellationToken },
            async (lines, cancellation) =>
            {
                try
                {
                    await SettleAsync(client, lines.Key, [.. lines], cancellation);
                }
#pragma warning disable CA1031 // One order must not keep the others from being settled.
                catch (Exception failure) when (!cancellation.IsCancellationRequested)
#pragma warning restore CA1031
                {
                    logger.NotSettled(failure, lines.Key);
                }
            });
        return page.Continuation;
    }

    private async Task SettleAsync(DurableTaskClient client, string orderId, IReadOnlyList<Reservation> lines, CancellationToken cancellationToken)
    {
        OrderRecord? order = await orders.FindAsync(orderId, cancellationToken);
        HashSet<LeftoverStep> taken = [];
        foreach (Reservation line in lines)
        {
            LeftoverStep step = Leftover.Settle(order, line, clock.GetUtcNow());
            switch (step)
            {
                case LeftoverStep.None:
                    continue;
                case LeftoverStep.Unknown:
                    logger.NoOrder(line.ItemId, orderId);
                    continue;
                case LeftoverStep.DecideOrder when taken.Add(step):
                    await workflows.StartAsync(client, order!.Order!, cancellationToken);
                    break;
                case LeftoverStep.EndOrder when taken.Add(step):
                    await workflows.StartEndAsync(client, orderId, order!.End ?? ReservationEnd.Expire, cancellationToken);
                    break;
                case LeftoverStep.ReleaseLine:
                    await reservations.EndAsync(orderId, line.ItemId, ReservationEnd.Release, cancellationToken);
                    break;
            }

            logger.LeftOpen(line.ItemId, orderId, step);
        }
    }
}
