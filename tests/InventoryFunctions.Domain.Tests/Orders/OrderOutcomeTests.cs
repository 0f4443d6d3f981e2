using InventoryFunctions.Domain.Orders;
using InventoryFunctions.Domain.Reservations;

namespace InventoryFunctions.Domain.Tests.Orders;

public sealed class OrderOutcomeTests
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly LineDecision Reserved = new LineDecision.Reserved(2, Noon);
    private static readonly LineDecision Insufficient = new LineDecision.Unavailable(UnavailableReason.Insufficient, 1, 10);
    private static readonly LineDecision Unknown = new LineDecision.Unavailable(UnavailableReason.UnknownProduct, 0, 0);

    [Fact]
    public void Decide_EveryLineReserved_IsReserved()
    {
        OrderOutcome outcome = Decide(OrderPolicy.AllOrNothing, Reserved, Reserved);

        Assert.Equal((OrderStatus.Reserved, Noon), (outcome.Status, outcome.HoldUntil));
        Assert.All(outcome.Lines, line => Assert.Equal((2, OrderLineStatus.Reserved), (line.RequestedQuantity, line.Status)));
        Assert.Null(outcome.DescribeUnavailable());
    }

    [Fact]
    public void Decide_AllOrNothingWithoutOneLine_WithdrawsTheOthers()
    {
        OrderOutcome outcome = Decide(OrderPolicy.AllOrNothing, Reserved, Insufficient);

        Assert.Equal((OrderStatus.Unavailable, null), (outcome.Status, outcome.HoldUntil));
        Assert.Equal([OrderLineStatus.Withdrawn, OrderLineStatus.Unavailable], outcome.Lines.Select(line => line.Status));
        Assert.Equal((UnavailableReason.Insufficient, 1, 10), (outcome.Lines[1].Reason, outcome.Lines[1].AvailableQuantity, outcome.Lines[1].MinPurchaseQuantity));
    }

    [Fact]
    public void Decide_PartialWithoutOneLine_KeepsTheOthers()
    {
        OrderOutcome outcome = Decide(OrderPolicy.Partial, Reserved, Unknown);

        Assert.Equal((OrderStatus.PartiallyReserved, Noon), (outcome.Status, outcome.HoldUntil));
        Assert.Equal([OrderLineStatus.Reserved, OrderLineStatus.Unavailable], outcome.Lines.Select(line => line.Status));
    }

    [Theory]
    [InlineData(OrderPolicy.Partial)]
    [InlineData(OrderPolicy.AllOrNothing)]
    public void Decide_NoLineReserved_IsUnavailableWithoutAHold(OrderPolicy policy)
    {
        OrderOutcome outcome = Decide(policy, Insufficient, Unknown);

        Assert.Equal((OrderStatus.Unavailable, null), (outcome.Status, outcome.HoldUntil));
        Assert.Equal("of p0 there are 1, 2 asked for; p1 is not in the inventory", outcome.DescribeUnavailable());
    }

    [Fact]
    public void DescribeUnavailable_ManyLines_NamesTheFirstAndCountsTheRest() => Assert.EndsWith(
        "; and 2 more", Decide(OrderPolicy.Partial, [.. Enumerable.Repeat(Unknown, 7)]).DescribeUnavailable(), StringComparison.Ordinal);

    [Theory]
    [InlineData(null, OrderStatus.Reserved, true)]
    [InlineData(ReservationEnd.Confirm, OrderStatus.Confirmed, false)]
    [InlineData(ReservationEnd.Release, OrderStatus.Released, false)]
    [InlineData(ReservationEnd.Expire, OrderStatus.Expired, false)]
    public void Status_OfAReservedOrder_FollowsItsEnd(ReservationEnd? end, OrderStatus status, bool isOpen)
    {
        OrderRecord record = new("o1", null, Decide(OrderPolicy.AllOrNothing, Reserved), end);

        Assert.Equal((status, isOpen), (record.Status, record.IsOpen));
    }

    [Fact]
    public void Status_OfAnOrderThatIsNotDecided_IsPending() =>
        Assert.Equal(OrderStatus.Pending, new OrderRecord("o1", new Order("o1", [new("p0", 2)], OrderPolicy.Partial)).Status);

    private static OrderOutcome Decide(OrderPolicy policy, params LineDecision[] decisions)
    {
        Order order = new("o1", [.. decisions.Select((_, i) => new OrderLine($"p{i}", 2))], policy);
        return OrderOutcome.Decide(order, [.. order.Lines.Zip(decisions, OrderLineOutcome.Of)]);
    }
}
