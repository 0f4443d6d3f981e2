using InventoryFunctions.Domain.Events;
using InventoryFunctions.Domain.Inventory;
using InventoryFunctions.Domain.Orders;
using InventoryFunctions.Domain.Validation;

namespace InventoryFunctions.Domain.Tests.Orders;

[Trait("Parity", "D12")]
public sealed class OrderRulesTests
{
    private const string QuantityRule = "must be a whole number from 1 to 1,000,000,000";

    [Fact]
    public void Check_OriginalsForm_IsAnOrderOfOneLine()
    {
        NewOrderReceived received = new("o1", ProductId: "tv", Quantity: 3);

        Assert.Empty(OrderRules.Check(received));
        Assert.Equal(new Order("o1", [new OrderLine("tv", 3)], OrderPolicy.AllOrNothing), Order.From(received));
    }

    [Fact]
    public void Check_LinesWithAPolicy_IsThatOrder()
    {
        NewOrderReceived received = new("o1", [new("tv", 1), new("desk", ItemRules.MaxQuantity)], Policy: "partial");

        Assert.Empty(OrderRules.Check(received));
        Assert.Equal(new Order("o1", [new("tv", 1), new("desk", ItemRules.MaxQuantity)], OrderPolicy.Partial), Order.From(received));
    }

    [Fact]
    public void ToEvent_ReadAgain_IsTheSameOrder()
    {
        Order order = new("o1", [new("tv", 1), new("desk", 2)], OrderPolicy.Partial);

        Assert.Equal(order, Order.From(order.ToEvent()));
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(-1.0)]
    [InlineData(1.5)]
    [InlineData(2147483648.0)]
    [InlineData(1_000_000_001.0)]
    [InlineData(null)]
    public void Check_NoQuantity_IsNamed(double? quantity)
    {
        NewOrderReceived one = new("o1", ProductId: "tv", Quantity: (decimal?)quantity);
        NewOrderReceived line = new("o1", [new("desk", 1), new("tv", (decimal?)quantity)]);

        Assert.Equal([new BrokenRule("quantity", QuantityRule)], OrderRules.Check(one));
        Assert.Equal([new BrokenRule("lines[1].quantity", QuantityRule)], OrderRules.Check(line));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("a/b")]
    [InlineData("..")]
    public void Check_IdsThatAreNone_AreNamed(string? id) =>
        Assert.Equal(["orderId", "productId"], OrderRules.Check(new(id, ProductId: id, Quantity: 1)).Select(rule => rule.Field));

    [Fact]
    public void Check_BothForms_IsRefused() =>
        Assert.Equal("lines", Assert.Single(OrderRules.Check(new("o1", [new("tv", 1)], "desk", 1))).Field);

    [Fact]
    public void Check_UnknownPolicy_IsRefused() =>
        Assert.Equal(new BrokenRule("policy", "must be allOrNothing or partial"), Assert.Single(OrderRules.Check(new("o1", [new("tv", 1)], Policy: "most"))));

    [Fact]
    public void Check_ProductTwice_NamesBothLines() => Assert.Equal(
        new BrokenRule("lines[2].productId", "is that of lines[0] again; add the quantities up"),
        Assert.Single(OrderRules.Check(new("o1", [new("tv", 1), new("desk", 1), new("tv", 1)]))));

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 0)]
    [InlineData(1_000, 0)]
    [InlineData(1_001, 1)]
    [InlineData(10_000, 1)]
    public void Check_NumberOfLines_IsLimited(int lines, int brokenRules) => Assert.Equal(
        brokenRules, OrderRules.Check(new("o1", [.. Enumerable.Range(0, lines).Select(i => new NewOrderLine($"p{i}", 1))])).Count(rule => rule.Field == "lines"));

    [Fact]
    public void Check_MoreBytesThanAMessageTakes_IsRefused()
    {
        string letters = new('é', 120);
        NewOrderLine[] lines = [.. Enumerable.Range(0, 100).Select(i => new NewOrderLine(letters + i, 1))];

        Assert.Contains("split the order", Assert.Single(OrderRules.Check(new("o1", lines))).Rule, StringComparison.Ordinal);
        Assert.Empty(OrderRules.Check(new("o1", lines[..60])));
    }

    [Fact]
    public void Check_LineThatIsNull_IsNamed() =>
        Assert.Equal(["lines[0].productId", "lines[0].quantity"], OrderRules.Check(new("o1", [null!])).Select(rule => rule.Field));
}
