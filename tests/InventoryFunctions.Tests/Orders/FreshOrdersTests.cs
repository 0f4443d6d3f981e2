using InventoryFunctions.Domain.Orders;
using InventoryFunctions.Orders;
using InventoryFunctions.Testing;

namespace InventoryFunctions.Tests.Orders;

[Trait("Parity", "D4")]
public sealed class FreshOrdersTests
{
    private readonly ManualTimeProvider _clock = new();
    private readonly FreshOrders _fresh;

    public FreshOrdersTests() => _fresh = new FreshOrders(_clock);

    [Fact]
    public void Take_OrderJustAdded_IsTrueOnce()
    {
        _fresh.Add(Order("o1", 1));

        Assert.True(_fresh.Take(Order("o1", 1)));
        Assert.False(_fresh.Take(Order("o1", 1)));
    }

    [Fact]
    public void Take_UnknownOrOtherContent_IsFalse()
    {
        _fresh.Add(Order("o1", 1));

        Assert.False(_fresh.Take(Order("o2", 1)));
        Assert.False(_fresh.Take(Order("o1", 2)));
    }

    [Fact]
    public void Take_AnHourLater_IsFalse()
    {
        _fresh.Add(Order("o1", 1));
        _clock.Advance(TimeSpan.FromHours(1));

        Assert.False(_fresh.Take(Order("o1", 1)));
    }

    [Fact]
    public void Add_MoreThanAreRemembered_ForgetsTheOldest()
    {
        for (int i = 0; i <= FreshOrders.MaxOrders; i++)
        {
            _fresh.Add(Order($"o{i}", 1));
        }

        Assert.False(_fresh.Take(Order("o0", 1)));
        Assert.True(_fresh.Take(Order("o1", 1)));
        Assert.True(_fresh.Take(Order($"o{FreshOrders.MaxOrders}", 1)));
    }

    private static Order Order(string id, int quantity) => new(id, [new OrderLine("tv", quantity)], OrderPolicy.AllOrNothing);
}
