using System.Text.Json.Serialization;

namespace InventoryFunctions.Domain.Reservations;

/// <summary>How an open reservation shall end. Stored and passed on by name.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ReservationEnd>))]
public enum ReservationEnd
{
    /// <summary>The pieces leave for good; the stock stays as it is.</summary>
    Confirm,

    /// <summary>The pieces go back to the stock.</summary>
    Release,

    /// <summary>The pieces go back to the stock, provided that the hold is over.</summary>
    Expire,
}
