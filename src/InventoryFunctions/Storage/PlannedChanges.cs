using Azure.Data.Tables;
using InventoryFunctions.Domain.Inventory;
using InventoryFunctions.Domain.Validation;

namespace InventoryFunctions.Storage;

/// <summary>What a set of changes must be before it is sent. A caller that breaks one of these has an error; nobody's data does.</summary>
internal static class PlannedChanges
{
    /// <exception cref="ArgumentException">Table Storage, or the next reader, would refuse the changes.</exception>
    public static void Check(
        IReadOnlyList<PlannedChange> changes, int shard, int shardCount, TableLimits limits, TableTransactionAction? alongside)
    {
        int operations = changes.Count + (changes.Count > 0 ? 1 : 0) + (alongside is null ? 0 : 1);
        Require(operations <= limits.TransactionOperations, $"A transaction holds {limits.TransactionOperations} operations, not {operations}.");
        string partition = InventoryKeys.Partition(shard);
        Require(
            alongside is null || alongside.Entity.PartitionKey == partition,
            $"A transaction stays within one partition: {alongside?.Entity.PartitionKey} is not {partition}.");

        HashSet<string> ids = new(changes.Count, StringComparer.Ordinal);
        foreach (PlannedChange change in changes)
        {
            string id = change.ItemId;
            Require(ids.Add(id), $"Item {id} is changed twice in one transaction.");
            Require(Shards.Of(id, shardCount) == shard, $"Item {id} is not in shard {shard}: a transaction stays within one partition.");
            Require(change.Before is null || change.Unreadable is null, $"Item {id} was read as an item and as an unreadable row.");
            Require(change.Before is null || change.Before.Item.ItemId == id, $"Item {id} can't become of item {change.Before?.Item.ItemId}.");
            if (change.After is { } after)
            {
                long next = 1 + (change.Before?.Item.Version ?? change.Unreadable?.Version ?? 0);
                Require(after.Version == next, $"Item {id} becomes version {next}, not {after.Version}.");
                IReadOnlyList<BrokenRule> broken = ItemRules.Check(after);
                Require(broken.Count == 0, $"Item {id}: {string.Join("; ", broken)}.");
            }
        }
    }

    private static void Require(bool condition, FormattableString message)
    {
        if (!condition)
        {
            throw new ArgumentException(FormattableString.Invariant(message));
        }
    }
}
