using InventoryFunctions.Domain.Changes;

namespace InventoryFunctions.Storage;

/// <summary>One change set as it stands in the journal, or still waits to be journaled.</summary>
/// <param name="Id">The change set's id, also where it can't be read.</param>
/// <param name="Set">The change set, or null where the row holds none that this version can read.</param>
public sealed record JournalEntry(Guid Id, ChangeSet? Set)
{
    /// <summary>Stands for the id of a row whose key is none, so that nobody knows when it was written: it sorts after all others.</summary>
    public static Guid NoId => Guid.AllBitsSet;
}
