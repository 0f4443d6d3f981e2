using InventoryFunctions.Domain.Orders;
using InventoryFunctions.Orders;
using InventoryFunctions.Telemetry;
using Microsoft.Azure.Functions.Worker;

namespace InventoryFunctions.Reservations;

/// <summary>Records what was decided about an order.</summary>
public sealed class RecordOrderOutcome(OrderStore orders, OrderMetrics metrics, TimeProvider clock)
{
    /// <summary>Records the outcome, unless the order was decided before (parity D4).</summary>
    /// <returns>The outcome that stands, and since when.</returns>
    [Function(nameof(RecordOrderOutcome))]
    public async Task<OrderOutcome> RunAsync([ActivityTrigger] OrderOutcome outcome, CancellationToken cancellationToken)
    {
        OrderClaim<OrderOutcome> claim = await orders.DecideAsync(outcome, clock.GetUtcNow(), cancellationToken);
        if (claim.IsFirst)
        {
            metrics.Decided(outcome);
        }

        return claim.Standing with { DecidedAt = claim.At };
    }
}
