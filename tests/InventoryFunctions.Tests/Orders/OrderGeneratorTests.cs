using InventoryFunctions.Domain.Events;
using InventoryFunctions.Events;
using InventoryFunctions.Orders;
using InventoryFunctions.Testing;
using Microsoft.Extensions.Options;

namespace InventoryFunctions.Tests.Orders;

[Trait("Parity", "B2")]
public sealed class OrderGeneratorTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Theory]
    [InlineData(OrderGenerator.DisabledSetting, "false", true)]
    [InlineData("AzureWebJobs_OrderGeneratorTimer_Disabled", "0", true)]
    [InlineData(OrderGenerator.DisabledSetting, "true", false)]
    [InlineData("Unrelated", "false", false)]
    public async Task Tick_OccurrenceIsDue_MakesUpAnOrderOnlyWhereSwitchedOn(string setting, string value, bool isOn)
    {
        ManualTimeProvider clock = new();
        await using RunningOrders app = await RunningOrders.StartAsync(azurite, clock, (setting, value));
        await app.AddItemsAsync(BatchUpdates.Inventory.Item("tv", 1_000));
        OrderGenerator generator = app.Get<OrderGenerator>();

        await generator.TickAsync(default);
        clock.Advance(Minute);
        await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => generator.TickAsync(default)));

        if (isOn)
        {
            // Five ticks, and the timer's own, of one occurrence.
            await Eventually.HoldsAsync(() => Orders().Any(), "an order is published");
        }

        Assert.Equal(isOn ? 1 : 0, Orders().Count());
        Assert.All(Orders(), order => Assert.InRange(order.Lines![0].Quantity!.Value, 1, 200));

        IEnumerable<NewOrderReceived> Orders() => app.Bus.Published
            .Where(published => published.Type == EventTypes.NewOrderReceived).Select(InventoryEvents.Read<NewOrderReceived>);
    }

    [Fact]
    public async Task Start_ScheduleThatIsNone_IsRefusedByName()
    {
        OptionsValidationException refused = await Assert.ThrowsAsync<OptionsValidationException>(
            () => RunningOrders.StartAsync(azurite, null, (OrderOptions.GeneratorScheduleSetting, "rate(2 minute)")));

        Assert.Contains(OrderOptions.GeneratorScheduleSetting, refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("00:00:00")]
    [InlineData("400.00:00:00")]
    public async Task Start_HoldThatNobodyMeans_IsRefusedByName(string hold)
    {
        OptionsValidationException refused = await Assert.ThrowsAsync<OptionsValidationException>(
            () => RunningOrders.StartAsync(azurite, null, ("Reservations__HoldDuration", hold)));

        Assert.Contains("Reservations__HoldDuration", refused.Message, StringComparison.Ordinal);
    }
}
