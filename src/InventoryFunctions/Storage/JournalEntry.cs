using InventoryFunctions.Domain.Changes;

namespace InventoryFunctions.Storage;

/// <summary>One change set as it stands in the journal, or still waits to be journaled.</summary>
/// <param name="Id">The change set's id, also where it can't be read.</param>
/// <param name="Set">The change set, or null where the row holds none that this version can read.</param>
public sealed record JournalEntry(Guid Id, ChangeSet? Set);
