using Azure.Data.Tables;
using InventoryFunctions.Domain.Reservations;
using InventoryFunctions.Storage;

namespace InventoryFunctions.Reservations;

/// <summary>A reservation as a row of table Inventory, in the shard of its item. Order and item stand in the row key alone.</summary>
internal static class ReservationRow
{
    public const string State = nameof(Reservation.State);
    public const string HoldUntil = nameof(Reservation.HoldUntil);
    public const string EndedAt = nameof(Reservation.EndedAt);
    public const string DecidedAt = nameof(Reservation.DecidedAt);

    private const string Quantity = nameof(Reservation.Quantity);
    private const string Unreturned = nameof(Reservation.Unreturned);
    private const string Reason = nameof(LineDecision.Unavailable.Reason);
    private const string AvailableQuantity = nameof(LineDecision.Unavailable.AvailableQuantity);
    private const string MinPurchaseQuantity = nameof(LineDecision.Unavailable.MinPurchaseQuantity);

    /// <summary>The whole row.</summary>
    public static TableEntity Write(string partition, Reservation reservation)
    {
        TableEntity row = new(partition, InventoryKeys.ReservationRow(reservation.OrderId, reservation.ItemId))
        {
            [Quantity] = reservation.Quantity,
            [DecidedAt] = reservation.DecidedAt.ToUniversalTime(),
        };
        if (reservation.HoldUntil is { } holdUntil)
        {
            row[HoldUntil] = holdUntil.ToUniversalTime();
        }

        if (reservation.Refusal is { } refusal)
        {
            row[Reason] = refusal.Reason.ToString();
            row[AvailableQuantity] = refusal.AvailableQuantity;
            row[MinPurchaseQuantity] = refusal.MinPurchaseQuantity;
        }

        WriteStanding(row, reservation);
        return row;
    }

    /// <summary>Only what the end of a reservation changes, for a merge.</summary>
    public static TableEntity WriteEnd(string partition, Reservation reservation)
    {
        TableEntity row = new(partition, InventoryKeys.ReservationRow(reservation.OrderId, reservation.ItemId));
        WriteStanding(row, reservation);
        return row;
    }

    /// <exception cref="InvalidDataException">The row is no sound reservation: somebody else wrote it, past this application.</exception>
    public static StoredReservation Read(TableEntity row)
    {
        (string orderId, string itemId) = InventoryKeys.ReservationIn(row.RowKey);
        ReservationState state = Word<ReservationState>(row, State);
        Reservation reservation = new()
        {
            OrderId = orderId,
            ItemId = itemId,
            Quantity = Number(row, Quantity),
            State = state,
            DecidedAt = Value<DateTimeOffset>(row, DecidedAt),
            HoldUntil = Optional<DateTimeOffset>(row, HoldUntil),
            EndedAt = Optional<DateTimeOffset>(row, EndedAt),
            Unreturned = Optional<int>(row, Unreturned) ?? 0,
            Refusal = state == ReservationState.Refused
                ? new LineDecision.Unavailable(Word<UnavailableReason>(row, Reason), Number(row, AvailableQuantity), Number(row, MinPurchaseQuantity))
                : null,
        };
        return new StoredReservation(reservation, row.ETag);
    }

    private static void WriteStanding(TableEntity row, Reservation reservation)
    {
        row[State] = reservation.State.ToString();
        if (reservation.EndedAt is { } endedAt)
        {
            row[EndedAt] = endedAt.ToUniversalTime();
        }

        if (reservation.Unreturned > 0)
        {
            row[Unreturned] = reservation.Unreturned;
        }
    }

    private static int Number(TableEntity row, string property) =>
        Value<int>(row, property) is >= 0 and var number ? number : throw Unsound(row, property);

    private static T Word<T>(TableEntity row, string property)
        where T : struct, Enum =>
        row.TryGetValue(property, out object? value) && value is string text && Enum.TryParse(text, out T word) && Enum.IsDefined(word)
            ? word
            : throw Unsound(row, property);

    private static T Value<T>(TableEntity row, string property)
        where T : struct => Optional<T>(row, property) ?? throw Unsound(row, property);

    private static T? Optional<T>(TableEntity row, string property)
        where T : struct =>
        !row.TryGetValue(property, out object? value) || value is null ? null : value is T sound ? sound : throw Unsound(row, property);

    private static InvalidDataException Unsound(TableEntity row, string property) =>
        new($"Reservation {row.RowKey} in {row.PartitionKey} is unreadable: {property} is missing or not what it must be.");
}
