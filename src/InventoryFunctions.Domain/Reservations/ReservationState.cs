namespace InventoryFunctions.Domain.Reservations;

/// <summary>Where a decided line of an order stands. Stored by name.</summary>
public enum ReservationState
{
    /// <summary>Pieces are held for the order.</summary>
    Open,

    /// <summary>The pieces have left for good.</summary>
    Confirmed,

    /// <summary>The pieces went back to the stock, because somebody said so.</summary>
    Released,

    /// <summary>The pieces went back to the stock, because the hold was over.</summary>
    Expired,

    /// <summary>Nothing was ever held: the line could not be reserved.</summary>
    Refused,
}
