using InventoryFunctions.Domain.Orders;
using InventoryFunctions.Domain.Reservations;
using InventoryFunctions.Orders;
using InventoryFunctions.Telemetry;
using Microsoft.Azure.Functions.Worker;

namespace InventoryFunctions.Reservations;

/// <summary>Fixes how an order's reservations end.</summary>
public sealed class RecordOrderEnd(OrderStore orders, OrderMetrics metrics, TimeProvider clock)
{
    /// <summary>Records the end, unless one was recorded before: of two that race, such as a confirmation and the end of the hold, the first wins.</summary>
    /// <returns>The end that stands, or null where the order holds nothing that could end so.</returns>
    /// <exception cref="HoldNotOverException">It should expire, and by this host's clock its hold is not over yet.</exception>
    [Function(nameof(RecordOrderEnd))]
    public async Task<EndedOrder?> RunAsync([ActivityTrigger] OrderEndCommand command, CancellationToken cancellationToken)
    {
        OrderRecord? order = await orders.FindAsync(command.OrderId, cancellationToken);
        if (order?.Outcome is not { Status: not OrderStatus.Unavailable } outcome)
        {
            return null;
        }

        if (order is not { End: { } end, EndedAt: { } endedAt })
        {
            DateTimeOffset now = clock.GetUtcNow();
            if (command.End == ReservationEnd.Expire)
            {
                if (outcome.HoldUntil is not { } holdUntil)
                {
                    return null;
                }

                if (now < holdUntil)
                {
                    throw new HoldNotOverException(command.OrderId);
                }
            }

            OrderClaim<ReservationEnd> claim = await orders.EndAsync(command.OrderId, command.End, now, cancellationToken);
            (end, endedAt) = (claim.Standing, claim.At);
            if (claim.IsFirst)
            {
                metrics.Ended(end);
            }
        }

        return new EndedOrder(
            command.OrderId,
            end,
            endedAt,
            [.. outcome.LinesThatAre(OrderLineStatus.Reserved).Select(line => new EndedLine(line.ProductId, line.RequestedQuantity))],
            outcome.HoldUntil is not null);
    }
}
