using InventoryFunctions.Domain.Reservations;
using InventoryFunctions.Reservations;
using InventoryFunctions.Testing;

namespace InventoryFunctions.Tests.Reservations;

/// <summary>Many orders for one item at once: what the original oversells.</summary>
public sealed class HotItemTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private const int Stock = 500;
    private const int Orders = 1_000;
    private const int AtOnce = 200;

    [Fact]
    [Trait("Parity", "D1")]
    public async Task Reserve_MoreOrdersThanStock_ReservesExactlyTheStock()
    {
        TestReservations reservations = await TestReservations.CreateAsync(azurite);
        await reservations.AddAsync("tv", Stock);

        LineDecision[] decisions = await ReserveAllAsync(_ => reservations.Store);

        await AssertBalancedAsync(reservations, decisions);
    }

    [Fact]
    [Trait("Parity", "D1")]
    public async Task Reserve_ThroughTwoStoresAtOnce_ReservesExactlyTheStock()
    {
        TestReservations reservations = await TestReservations.CreateAsync(azurite);
        await reservations.AddAsync("tv", Stock);
        ReservationStore other = reservations.AnotherStore();

        LineDecision[] decisions = await ReserveAllAsync(order => order % 2 == 0 ? reservations.Store : other);

        await AssertBalancedAsync(reservations, decisions);
    }

    private static async Task<LineDecision[]> ReserveAllAsync(Func<int, ReservationStore> store)
    {
        LineDecision[] decisions = new LineDecision[Orders];
        await Parallel.ForAsync(0, Orders, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (order, cancellation) =>
            decisions[order] = await store(order).ReserveAsync(new ReserveCommand($"order-{order}", "tv", 1), cancellation));
        return decisions;
    }

    private static async Task AssertBalancedAsync(TestReservations reservations, LineDecision[] decisions)
    {
        Assert.Equal(Stock, decisions.Count(decision => decision == new LineDecision.Reserved(1, null)));
        Assert.Equal(Orders - Stock, decisions.Count(decision => decision == new LineDecision.Unavailable(UnavailableReason.OutOfStock, 0, 5)));
        Assert.Equal(0, await reservations.StockAsync("tv"));
        IReadOnlyList<Reservation> rows = await reservations.RowsAsync("tv");
        Assert.Equal(Stock, rows.Count(row => row is { State: ReservationState.Open, Quantity: 1 }));
        Assert.Equal(Orders, rows.Count);
        for (int order = 0; order < Orders; order++)
        {
            Assert.Equal(decisions[order], rows.Single(row => row.OrderId == $"order-{order}").Decision);
        }
    }
}
