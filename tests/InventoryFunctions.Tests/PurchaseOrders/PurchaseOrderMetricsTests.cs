using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using InventoryFunctions.Domain.PurchaseOrders;
using InventoryFunctions.PurchaseOrders;
using InventoryFunctions.Testing;

namespace InventoryFunctions.Tests.PurchaseOrders;

public sealed class PurchaseOrderMetricsTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    [Fact]
    [Trait("Parity", "B5")]
    public async Task Orders_OpenedAndDecided_CountByWhatTheyCameTo()
    {
        string environment = $"purchases-{Guid.NewGuid():N}";
        ConcurrentQueue<(string Name, string? Status, long Value)> measured = [];
        using MeterListener listener = new();
        listener.InstrumentPublished = (instrument, all) =>
        {
            if (instrument.Meter.Name == $"InventoryScheduler/{environment}")
            {
                all.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) =>
            measured.Enqueue((instrument.Name, tags.Length == 0 ? null : (string?)tags[0].Value, value)));
        listener.Start();
        await using WaitingOrders orders = await WaitingOrders.StartAsync(azurite, ("Environment", environment));

        PurchaseOrder approved = await orders.OpenAsync();
        await orders.RequestAsync("o2", 0);
        await orders.DecideAsync(approved.PurchaseOrderId, PurchaseOrderAction.Approve);
        await orders.DecideAsync(approved.PurchaseOrderId, PurchaseOrderAction.Approve);
        await orders.SettledAsync(approved.PurchaseOrderId);
        await orders.RequestAsync("o3", 1);
        orders.Clock.Advance(TimeSpan.FromDays(30));
        await orders.RequestAsync("o4", 1);

        Assert.Equal(
            [
                (PurchaseOrderMetrics.PurchaseOrders, "PendingApproval", 1),
                (PurchaseOrderMetrics.PurchaseOrders, "Approved", 1),
                (PurchaseOrderMetrics.UnitsPurchased, null, 15),
                (PurchaseOrderMetrics.PurchaseOrders, "PendingApproval", 1),
                (PurchaseOrderMetrics.PurchaseOrders, "PendingApproval", 1),
                (PurchaseOrderMetrics.PurchaseOrders, "Expired", 1),
            ],
            measured.Where(each => each.Name is PurchaseOrderMetrics.PurchaseOrders or PurchaseOrderMetrics.UnitsPurchased));
    }
}
