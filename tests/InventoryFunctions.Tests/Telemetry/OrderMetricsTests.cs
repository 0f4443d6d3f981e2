using System.Diagnostics.Metrics;
using InventoryFunctions.Domain.Orders;
using InventoryFunctions.Domain.Reservations;
using InventoryFunctions.Telemetry;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace InventoryFunctions.Tests.Telemetry;

public sealed class OrderMetricsTests
{
    [Fact]
    public void Decided_PartialOrder_CountsItsStatusAndItsPieces()
    {
        OrderOutcome outcome = new("o1", OrderPolicy.Partial, OrderStatus.PartiallyReserved,
        [
            new OrderLineOutcome("tv", 3, OrderLineStatus.Reserved),
            new OrderLineOutcome("desk", 50, OrderLineStatus.Unavailable),
            new OrderLineOutcome("chair", 4, OrderLineStatus.Withdrawn),
        ]);

        Assert.Equal(
            [("Orders", "PartiallyReserved", 1), ("UnitsReserved", null, 3), ("UnitsRefused", null, 54)], Measure(metrics => metrics.Decided(outcome)));
    }

    [Fact]
    public void Ended_Order_CountsItsStatus() =>
        Assert.Equal([("Orders", "Expired", 1)], Measure(metrics => metrics.Ended(ReservationEnd.Expire)));

    private static List<(string Name, string? Status, long Value)> Measure(Action<OrderMetrics> record)
    {
        string environment = $"orders-{Guid.NewGuid():N}";
        IConfiguration configuration = new ConfigurationBuilder().AddInMemoryCollection([new("Environment", environment)]).Build();
        using ServiceProvider services = new ServiceCollection().AddSingleton(configuration).AddTelemetry().BuildServiceProvider();
        List<(string, string?, long)> measured = [];
        using MeterListener listener = new();
        listener.InstrumentPublished = (instrument, all) =>
        {
            if (instrument.Meter.Name == $"InventoryScheduler/{environment}")
            {
                all.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) =>
            measured.Add((instrument.Name, tags.Length == 0 ? null : (string?)tags[0].Value, value)));
        listener.Start();
        record(services.GetRequiredService<OrderMetrics>());
        return measured;
    }
}
