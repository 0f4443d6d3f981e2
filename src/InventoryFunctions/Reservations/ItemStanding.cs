using InventoryFunctions.Domain.Inventory;
using InventoryFunctions.Storage;

namespace InventoryFunctions.Reservations;

/// <summary>An item in the course of a <see cref="ReservationRound"/>.</summary>
/// <param name="before">As it was read, or null where there is none.</param>
internal sealed class ItemStanding(StoredItem? before)
{
    public StoredItem? Before { get; } = before;

    /// <summary>What the requests decided so far leave of it.</summary>
    public InventoryItem? Now { get; private set; } = before?.Item;

    /// <summary>Whether the round writes it, and so holds only while it is as it was read.</summary>
    public bool Changed { get; private set; }

    /// <summary>Takes from the stock of an item that is there, or puts back.</summary>
    public void Move(int pieces)
    {
        Now = Now!.WithStock(Now.Stock + pieces);
        Changed = true;
    }
}
