using FsCheck;
using FsCheck.Fluent;
using InventoryFunctions.Domain.Orders;

namespace InventoryFunctions.Tests.Orders;

/// <summary>What happens to whole orders of a small inventory: waves of things at once, by processes that fail.</summary>
/// <param name="Stocks">What there is of each product.</param>
/// <param name="Orders">What is ordered.</param>
/// <param name="Waves">What happens: what stands in one wave, at once.</param>
/// <param name="Hold">Whether what is reserved is held for a while only.</param>
/// <param name="ReplayEveryStep">Whether orchestrators are replayed at every step, or kept alive.</param>
/// <param name="FaultPercent">How many of the storage calls, activities and publications go wrong.</param>
/// <param name="Seed">What goes wrong.</param>
internal sealed record OrderScenario(
    int[] Stocks, Order[] Orders, OrderStep[][] Waves, bool Hold, bool ReplayEveryStep, int FaultPercent, int Seed)
{
    private const int OrderCount = 10;
    private const int Products = 3;

    public static readonly TimeSpan HoldDuration = TimeSpan.FromHours(1);

    private static readonly Gen<OrderStep> Steps =
        from kind in Gen.Frequency(
            (9, Gen.Constant(OrderStepKind.Post)),
            (4, Gen.Constant(OrderStepKind.PostTwice)),
            (2, Gen.Constant(OrderStepKind.PostOther)),
            (5, Gen.Constant(OrderStepKind.Event)),
            (2, Gen.Constant(OrderStepKind.OtherEvent)),
            (5, Gen.Constant(OrderStepKind.Confirm)),
            (5, Gen.Constant(OrderStepKind.Release)),
            (3, Gen.Constant(OrderStepKind.LateActivity)),
            (2, Gen.Constant(OrderStepKind.Crash)))
        from order in Gen.Choose(0, OrderCount - 1)
        select new OrderStep(kind, order);

    private static readonly Gen<Order> AnyOrder =
        from count in Gen.Choose(1, Products)
        from first in Gen.Choose(0, Products - 1)
        from quantities in Gen.Choose(1, 6).ArrayOf(count)
        from unknown in Gen.Frequency((9, Gen.Constant(false)), (1, Gen.Constant(true)))
        from policy in Gen.Elements(OrderPolicy.AllOrNothing, OrderPolicy.Partial)
        select new Order(
            "",
            [.. quantities.Select((quantity, line) => new OrderLine(unknown && line == count - 1 ? "unicorn" : ProductId((first + line) % Products), quantity))],
            policy);

    public static Gen<OrderScenario> Any { get; } =
        from stocks in Gen.Choose(0, 20).ArrayOf(Products)
        from orders in AnyOrder.ArrayOf(OrderCount)
        from waves in Gen.Choose(2, 4).SelectMany(count => Gen.Choose(4, 12).SelectMany(size => Steps.ArrayOf(size)).ArrayOf(count))
        from hold in Gen.Elements(true, false)
        from replay in Gen.Elements(true, false)
        from faults in Gen.Elements(0, 3, 10)
        from seed in Gen.Choose(0, int.MaxValue - 1)
        select new OrderScenario(
            stocks, [.. orders.Select((order, number) => order with { OrderId = $"order:{number}" })], waves, hold, replay, faults, seed);

    public static string ProductId(int product) => $"item-{product}";

    /// <summary>Another order under the id of <paramref name="order"/>.</summary>
    public static Order Other(Order order) => order with { Lines = [order.Lines[0] with { Quantity = order.Lines[0].Quantity + 1 }, .. order.Lines.Skip(1)] };

    public override string ToString() =>
        $"stocks {string.Join(", ", Stocks)}; hold {Hold}; replay {ReplayEveryStep}; faults {FaultPercent} %; seed {Seed}; "
        + $"orders {string.Join("; ", Orders.Select(order => $"{order.OrderId} {order.Policy} {string.Join(", ", order.Lines.Select(line => $"{line.Quantity} {line.ProductId}"))}"))}; "
        + string.Join(" | ", Waves.Select(wave => string.Join("; ", wave.AsEnumerable())));
}
