using System.Text.Json.Serialization;

namespace InventoryFunctions.Domain.Reservations;

/// <summary>One step in the life of a reservation, as the change set of its transaction records it. Refusals change nothing and are no steps.</summary>
/// <param name="OrderId">The order.</param>
/// <param name="ItemId">The item.</param>
/// <param name="Quantity">The pieces reserved.</param>
/// <param name="From">Where it stood, or null where it was made.</param>
/// <param name="To">Where it stands.</param>
/// <param name="HoldUntil">When it may expire, or null where it never does.</param>
public sealed record ReservationChange(
    string OrderId, string ItemId, int Quantity, ReservationState? From, ReservationState To, DateTimeOffset? HoldUntil)
{
    /// <inheritdoc cref="Reservation.Unreturned"/>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int Unreturned { get; init; }
}
