using InventoryFunctions.Domain.Events;
using InventoryFunctions.Events;
using Microsoft.Azure.Functions.Worker;

namespace InventoryFunctions.StockLevels;

/// <summary>Asks for more of an item whose stock is low, and tells the administrator (parity B8).</summary>
public sealed class ReportLowStock(IEventBus bus)
{
    /// <summary>Publishes both events, at least once, and the same each time.</summary>
    [Function(nameof(ReportLowStock))]
    public Task RunAsync([ActivityTrigger] LevelCheck check, CancellationToken cancellationToken) => bus.PublishAsync(
        [
            InventoryEvents.Create(
                LevelEvents.IdOf<CreatePurchaseOrder>(check),
                check.Item.LastUpdated,
                new CreatePurchaseOrder(check.Item.ItemId, check.Item.MinPurchaseQuantity, 0, Threshold: check.Item.Threshold)),
            InventoryEvents.Create(
                LevelEvents.IdOf<InventoryAlert>(check, "low"),
                check.Item.LastUpdated,
                new InventoryAlert(LevelEvents.LowSubject, LevelEvents.DescribeLow(check.Item), ProductId: check.Item.ItemId)),
        ],
        cancellationToken);
}
