using System.Text.Json.Serialization;

namespace InventoryFunctions.Domain.Reservations;

/// <summary>Why a line could not be reserved (parity B4, D3). Stored and passed on by name.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<UnavailableReason>))]
public enum UnavailableReason
{
    /// <summary>There is stock, and less than was asked for.</summary>
    Insufficient,

    /// <summary>There is none, or the item is marked out of stock.</summary>
    OutOfStock,

    /// <summary>There is no such item.</summary>
    UnknownProduct,

    /// <summary>What is stored of the item, or of the line, is not sound: somebody wrote it past this application, and has to mend it.</summary>
    Unreadable,
}
