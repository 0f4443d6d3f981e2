using InventoryFunctions.Events;
using InventoryFunctions.Orders;
using Microsoft.Azure.Functions.Worker;

namespace InventoryFunctions.Reservations;

/// <summary>Tells the world which pieces went back to the stock.</summary>
public sealed class PublishOrderEnd(IEventBus bus)
{
    /// <summary>Publishes the order's events, at least once, the same each time.</summary>
    [Function(nameof(PublishOrderEnd))]
    public Task RunAsync([ActivityTrigger] EndedOrder ended, CancellationToken cancellationToken) =>
        bus.PublishAsync([.. OrderEvents.Of(ended)], cancellationToken);
}
