using InventoryFunctions.Domain.Orders;
using InventoryFunctions.Events;
using InventoryFunctions.Orders;
using InventoryFunctions.Telemetry;
using Microsoft.Azure.Functions.Worker;

namespace InventoryFunctions.Reservations;

/// <summary>Records what was decided about an order, and then tells the world (parity B4, D2: after the commit).</summary>
/// <remarks>One step, because a step costs more than what it does: a message there and one back, and a turn of the orchestration.</remarks>
public sealed class ConcludeOrder(OrderStore orders, IEventBus bus, OrderMetrics metrics, TimeProvider clock)
{
    /// <summary>
    /// Records the outcome, unless the order was decided before (parity D4), and publishes the events of the outcome that stands, at least once, the same
    /// each time.
    /// </summary>
    /// <returns>The outcome that stands, and since when.</returns>
    [Function(nameof(ConcludeOrder))]
    public async Task<OrderOutcome> RunAsync([ActivityTrigger] OrderOutcome outcome, CancellationToken cancellationToken)
    {
        OrderClaim<OrderOutcome> claim = await orders.DecideAsync(outcome, clock.GetUtcNow(), cancellationToken);
        if (claim.IsFirst)
        {
            metrics.Decided(outcome);
        }

        OrderOutcome standing = claim.Standing with { DecidedAt = claim.At };
        await bus.PublishAsync([.. OrderEvents.Of(standing)], cancellationToken);
        return standing;
    }
}
