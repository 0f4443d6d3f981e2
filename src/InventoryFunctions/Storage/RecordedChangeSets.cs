using Azure.Data.Tables;

namespace InventoryFunctions.Storage;

/// <summary>Where a change set may stand once it was committed: beside the items, in the journal, or set aside.</summary>
/// <param name="table">Table Inventory.</param>
/// <param name="journal">Table InventoryJournal; where it is left out, nothing journals.</param>
internal sealed class RecordedChangeSets(TableClient table, TableClient? journal)
{
    private static readonly string[] KeyOnly = [nameof(TableEntity.RowKey)];

    /// <summary>Whether a change set was committed; up to three point reads.</summary>
    public async Task<bool> ContainAsync(string partition, Guid changeSetId, CancellationToken cancellationToken)
    {
        if (await IsThereAsync(table, partition, InventoryKeys.ChangeRow(changeSetId), cancellationToken))
        {
            return true;
        }

        // Only now: the feed writes the journal, or moves the row, before the row is gone.
        bool[] elsewhere = await Task.WhenAll(
            IsThereAsync(table, partition, InventoryKeys.SetAsidePrefix + changeSetId.ToString("N"), cancellationToken),
            IsThereAsync(journal, JournalKeys.Partition(partition, JournalKeys.DayOf(changeSetId)), JournalKeys.Row(changeSetId), cancellationToken));
        return elsewhere.Contains(true);
    }

    private static async Task<bool> IsThereAsync(TableClient? table, string partition, string row, CancellationToken cancellationToken) =>
        table is not null && (await table.GetEntityIfExistsAsync<TableEntity>(partition, row, KeyOnly, cancellationToken)).HasValue;
}
