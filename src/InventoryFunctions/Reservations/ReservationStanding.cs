using Azure.Data.Tables;
using InventoryFunctions.Domain.Reservations;

namespace InventoryFunctions.Reservations;

/// <summary>A reservation in the course of a <see cref="ReservationRound"/>.</summary>
/// <param name="rowKey">Its row.</param>
/// <param name="before">As it was read, or null where it is taken for new.</param>
internal sealed class ReservationStanding(string rowKey, StoredReservation? before)
{
    public string RowKey { get; } = rowKey;

    /// <summary>What the requests decided so far make of it.</summary>
    public Reservation? Now { get; private set; } = before?.Reservation;

    /// <summary>Whether the round writes it.</summary>
    public bool IsWritten { get; private set; }

    public void Write(Reservation after)
    {
        Now = after;
        IsWritten = true;
    }

    /// <summary>Inserted, never upserted: that a row is there is what makes a line decided once.</summary>
    public TableTransactionAction ToAction(string partition) => before is null
        ? new TableTransactionAction(TableTransactionActionType.Add, ReservationRow.Write(partition, Now!))
        : new TableTransactionAction(TableTransactionActionType.UpdateMerge, ReservationRow.WriteEnd(partition, Now!), before.ETag);
}
