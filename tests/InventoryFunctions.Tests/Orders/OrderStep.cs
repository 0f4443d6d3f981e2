namespace InventoryFunctions.Tests.Orders;

/// <summary>One thing that happens in an <see cref="OrderScenario"/>.</summary>
/// <param name="Kind">What.</param>
/// <param name="Order">To which order; of late activities, which one.</param>
internal sealed record OrderStep(OrderStepKind Kind, int Order)
{
    public override string ToString() => Kind == OrderStepKind.Crash ? $"{Kind}" : $"{Kind} {Order}";
}
