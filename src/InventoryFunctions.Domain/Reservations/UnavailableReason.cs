namespace InventoryFunctions.Domain.Reservations;

/// <summary>Why a line could not be reserved (parity B4, D3).</summary>
public enum UnavailableReason
{
    /// <summary>There is stock, and less than was asked for.</summary>
    Insufficient,

    /// <summary>There is none, or the item is marked out of stock.</summary>
    OutOfStock,

    /// <summary>There is no such item.</summary>
    UnknownProduct,
}
