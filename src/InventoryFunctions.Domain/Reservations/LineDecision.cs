namespace InventoryFunctions.Domain.Reservations;

/// <summary>What became of one line of an order when it was decided. It never changes, whatever becomes of the reservation later (parity D4).</summary>
public abstract record LineDecision
{
    private LineDecision()
    {
    }

    /// <summary>The pieces are taken from the stock and held for the order.</summary>
    /// <param name="Quantity">How many.</param>
    /// <param name="HoldUntil">When the reservation may expire, or null where it never does.</param>
    public sealed record Reserved(int Quantity, DateTimeOffset? HoldUntil) : LineDecision;

    /// <summary>Nothing is taken from the stock.</summary>
    /// <param name="Reason">Why.</param>
    /// <param name="AvailableQuantity">The item's stock when it was decided; 0 for an unknown or unreadable product.</param>
    /// <param name="MinPurchaseQuantity">The item's least purchase quantity when it was decided, for the purchase order that follows; 0 for an unknown or unreadable product.</param>
    public sealed record Unavailable(UnavailableReason Reason, int AvailableQuantity, int MinPurchaseQuantity) : LineDecision
    {
        /// <summary>What can be said of a line whose item, or whose own record, is not sound.</summary>
        public static Unavailable Unreadable { get; } = new(UnavailableReason.Unreadable, 0, 0);
    }
}
