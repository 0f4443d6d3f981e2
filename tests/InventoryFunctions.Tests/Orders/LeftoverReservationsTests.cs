using InventoryFunctions.Domain.Orders;
using InventoryFunctions.Domain.Reservations;
using InventoryFunctions.Orders;
using InventoryFunctions.Reservations;
using InventoryFunctions.Testing;

namespace InventoryFunctions.Tests.Orders;

/// <summary>Reservations that orchestrations left open, and the daily look after them.</summary>
public sealed class LeftoverReservationsTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    [Fact]
    public async Task Night_ReservationsThatWereLeftOpen_AreSettledAndOthersWait()
    {
        ManualTimeProvider clock = new();
        await using RunningOrders app = await RunningOrders.StartAsync(azurite, clock);
        await app.AddItemsAsync(BatchUpdates.Inventory.Item("tv", 100));
        foreach (string orderId in new[] { "waits", "undecided", "ended", "refused", "spoiled", "overdue", "nobody" })
        {
            Order order = new(orderId, [new OrderLine("tv", 1)], OrderPolicy.AllOrNothing);
            await app.Reservations.ReserveAsync(new ReserveCommand(orderId, "tv", 1), default);
            if (orderId != "nobody")
            {
                await app.Orders.AcceptAsync(order, clock.GetUtcNow(), default);
            }

            if (orderId is not ("nobody" or "undecided"))
            {
                OrderLineStatus line = orderId == "refused" ? OrderLineStatus.Unavailable : OrderLineStatus.Reserved;
                OrderOutcome outcome = OrderOutcome.Decide(order, [new OrderLineOutcome("tv", 1, line)
                {
                    HoldUntil = orderId == "overdue" ? clock.GetUtcNow().AddHours(1) : null,
                }]);
                await app.Orders.DecideAsync(outcome, clock.GetUtcNow(), default);
            }
        }

        await app.Orders.EndAsync("ended", ReservationEnd.Release, clock.GetUtcNow(), default);
        await app.SpoilDecisionAsync("spoiled");

        DateTimeOffset night = new(2026, 1, 2, 3, 30, 0, TimeSpan.Zero);
        await Eventually.HoldsAsync(() => clock.TimersAt(night) == 2, "this timer and that of the retention wait for the night");
        clock.Advance(TimeSpan.FromDays(2));

        await IsAsync("ended", ReservationState.Released);
        await IsAsync("refused", ReservationState.Released);
        await app.OrderThatIsAsync("undecided", "Reserved");
        await app.OrderThatIsAsync("overdue", "Expired");
        await app.Host.DurableTaskClient.WaitForInstanceCompletionAsync(SettleLeftoversTimer.InstanceId).WaitAsync(Eventually.DefaultDeadline);
        foreach (string orderId in new[] { "waits", "undecided", "spoiled", "nobody" })
        {
            await IsAsync(orderId, ReservationState.Open);
        }

        Task IsAsync(string orderId, ReservationState state) => Eventually.HoldsAsync(
            async () => (await app.Reservations.FindAsync(orderId, "tv", default))?.State == state, $"the reservation of {orderId} is {state}");
    }

    [Fact]
    public async Task Settle_YoungReservation_IsLeftToItsOrder()
    {
        await using RunningOrders app = await RunningOrders.StartAsync(azurite, new ManualTimeProvider());
        await app.AddItemsAsync(BatchUpdates.Inventory.Item("tv", 100));
        await app.Orders.AcceptAsync(new Order("o1", [new OrderLine("tv", 1)], OrderPolicy.Partial), DateTimeOffset.UnixEpoch, default);
        await app.Reservations.ReserveAsync(new ReserveCommand("o1", "tv", 1), default);

        Assert.Null(await app.Get<LeftoverReservations>().SettleAsync(app.Host.DurableTaskClient, null, default));

        Assert.Null(await app.Host.DurableTaskClient.GetInstanceAsync(OrderWorkflows.InstanceIdOf("o1")));
    }
}
