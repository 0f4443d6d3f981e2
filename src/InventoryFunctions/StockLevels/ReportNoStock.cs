using InventoryFunctions.Domain.Events;
using InventoryFunctions.Events;
using Microsoft.Azure.Functions.Worker;

namespace InventoryFunctions.StockLevels;

/// <summary>Tells the administrator that nothing is left of an item (parity B8).</summary>
public sealed class ReportNoStock(IEventBus bus)
{
    /// <summary>Publishes the event, at least once, and the same each time.</summary>
    [Function(nameof(ReportNoStock))]
    public Task RunAsync([ActivityTrigger] LevelCheck check, CancellationToken cancellationToken) => bus.PublishAsync(
        [
            InventoryEvents.Create(
                LevelEvents.IdOf<InventoryAlert>(check, "none"),
                check.Item.LastUpdated,
                new InventoryAlert(LevelEvents.GoneSubject, $"Nothing is left of {check.Item.ItemId}; it is out of stock.", ProductId: check.Item.ItemId)),
        ],
        cancellationToken);
}
