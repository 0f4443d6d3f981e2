using InventoryFunctions.Domain.Inventory;

namespace InventoryFunctions.Domain.Reservations;

/// <summary>Decides whether a line of an order can be reserved.</summary>
public static class Reserving
{
    /// <summary>Reserved where the item is in stock and has as many pieces as asked for (parity B4); an unknown item is a refusal like any other (parity D3).</summary>
    /// <param name="item">The item as it is, or null where there is none.</param>
    /// <param name="command">A sound command for that item.</param>
    public static LineDecision Decide(InventoryItem? item, ReserveCommand command) => item switch
    {
        null => new LineDecision.Unavailable(UnavailableReason.UnknownProduct, 0, 0),
        { Status: StockStatus.InStock } when item.Stock >= command.Quantity => new LineDecision.Reserved(command.Quantity, command.HoldUntil),
        { Status: StockStatus.InStock, Stock: > 0 } => Refuse(item, UnavailableReason.Insufficient),
        _ => Refuse(item, UnavailableReason.OutOfStock),
    };

    /// <summary>The line as it is kept from now on.</summary>
    public static Reservation Record(ReserveCommand command, LineDecision decision, DateTimeOffset now)
    {
        LineDecision.Unavailable? refusal = decision as LineDecision.Unavailable;
        return new Reservation
        {
            OrderId = command.OrderId,
            ItemId = command.ItemId,
            Quantity = command.Quantity,
            State = refusal is null ? ReservationState.Open : ReservationState.Refused,
            DecidedAt = now,
            HoldUntil = refusal is null ? command.HoldUntil : null,
            EndedAt = refusal is null ? null : now,
            Refusal = refusal,
        };
    }

    private static LineDecision.Unavailable Refuse(InventoryItem item, UnavailableReason reason) =>
        new(reason, item.Stock, item.MinPurchaseQuantity);
}
