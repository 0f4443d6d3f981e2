using InventoryFunctions.Domain.Inventory;
using InventoryFunctions.Domain.Validation;

namespace InventoryFunctions.Domain.Reservations;

/// <summary>Asks for one line of an order to be reserved (parity B4). The line is decided once, whatever is asked for later under the same ids (parity D4).</summary>
/// <param name="OrderId">The order.</param>
/// <param name="ItemId">The item; an order names each at most once.</param>
/// <param name="Quantity">How many pieces, 1 to <see cref="ItemRules.MaxQuantity"/>.</param>
/// <param name="HoldUntil">When the reservation may expire, or null where it never does.</param>
public sealed record ReserveCommand(string OrderId, string ItemId, int Quantity, DateTimeOffset? HoldUntil = null)
{
    /// <summary>The rule for quantities in words.</summary>
    public static string QuantityRule { get; } = FormattableString.Invariant($"must be a whole number from 1 to {ItemRules.MaxQuantity:N0}");

    /// <summary>Every rule that the command breaks; empty where it is sound (parity D12).</summary>
    public IReadOnlyList<BrokenRule> Check()
    {
        List<BrokenRule> broken = [];
        if (Identifiers.Check("orderId", OrderId) is { } order)
        {
            broken.Add(order);
        }

        if (Identifiers.Check("itemId", ItemId) is { } item)
        {
            broken.Add(item);
        }

        if (Quantity is < 1 or > ItemRules.MaxQuantity)
        {
            broken.Add(new BrokenRule("quantity", QuantityRule));
        }

        return broken;
    }
}
