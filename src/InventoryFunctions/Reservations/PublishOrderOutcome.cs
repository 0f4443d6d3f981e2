using InventoryFunctions.Domain.Orders;
using InventoryFunctions.Events;
using InventoryFunctions.Orders;
using Microsoft.Azure.Functions.Worker;

namespace InventoryFunctions.Reservations;

/// <summary>Tells the world what was decided about an order (parity B4, D2: after the commit).</summary>
public sealed class PublishOrderOutcome(IEventBus bus)
{
    /// <summary>Publishes the order's events, at least once, the same each time.</summary>
    [Function(nameof(PublishOrderOutcome))]
    public Task RunAsync([ActivityTrigger] OrderOutcome outcome, CancellationToken cancellationToken) =>
        bus.PublishAsync([.. OrderEvents.Of(outcome)], cancellationToken);
}
