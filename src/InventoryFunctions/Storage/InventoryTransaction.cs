using Azure;
using Azure.Data.Tables;
using InventoryFunctions.Domain.Changes;

namespace InventoryFunctions.Storage;

/// <summary>One entity-group transaction: the changed items, their change set, and rows that ride along.</summary>
internal sealed class InventoryTransaction
{
    // What an operation costs besides its body: boundary, request line with both keys (escaped), headers.
    private const int OperationOverheadBytes = 1024;

    private readonly List<TableTransactionAction> actions;

    private InventoryTransaction(IReadOnlyList<PlannedChange> changes, Guid? changeSetId, List<TableTransactionAction> actions)
    {
        Changes = changes;
        ChangeSetId = changeSetId;
        this.actions = actions;
    }

    public IReadOnlyList<PlannedChange> Changes { get; }

    /// <summary>The change set's id, or null where the transaction has none.</summary>
    public Guid? ChangeSetId { get; }

    public IReadOnlyList<TableTransactionAction> Actions => actions;

    /// <summary>Where among the operations the rows that ride along begin: after the items and the change set.</summary>
    public int FirstAlongside => Changes.Count + (ChangeSetId is null ? 0 : 1);

    /// <summary>Whether there are rows that ride along.</summary>
    public bool HasAlongside => actions.Count > FirstAlongside;

    /// <summary>The id of the item that operation <paramref name="index"/> is about, or null where it is about none.</summary>
    public string? ItemIdAt(int? index) => index is { } i && i >= 0 && i < Changes.Count ? Changes[i].ItemId : null;

    /// <summary>The transaction, or null where Table Storage would refuse it for its size.</summary>
    /// <param name="partition">The partition of every row.</param>
    /// <param name="changes">The items to change; they break no rule.</param>
    /// <param name="set">What records the changes, or null where there is nothing to record.</param>
    /// <param name="alongside">The rows that ride along.</param>
    /// <param name="limits">What Table Storage takes.</param>
    public static InventoryTransaction? Build(
        string partition,
        IReadOnlyList<PlannedChange> changes,
        ChangeSet? set,
        IReadOnlyList<TableTransactionAction> alongside,
        TableLimits limits)
    {
        List<TableTransactionAction> actions = new(changes.Count + 1 + alongside.Count);
        foreach (PlannedChange change in changes)
        {
            actions.Add(Action(partition, change));
        }

        if (set is not null)
        {
            if (ChangeRow.Write(partition, set, limits) is not { } changeRow)
            {
                return null;
            }

            actions.Add(new TableTransactionAction(TableTransactionActionType.Add, changeRow));
        }

        actions.AddRange(alongside);
        return actions.Sum(action => Bytes(action, limits)) <= limits.TransactionBytes ? new InventoryTransaction(changes, set?.Id, actions) : null;
    }

    private static TableTransactionAction Action(string partition, PlannedChange change)
    {
        ETag read = change.Before?.ETag ?? change.Unreadable?.ETag ?? default;
        return change switch
        {
            { After: null } => new(
                TableTransactionActionType.Delete, new TableEntity(partition, InventoryKeys.ItemRow(change.ItemId)), read),
            { Before: { } before, After: { } after } when ItemRow.WriteDifference(partition, before.Item, after) is { } difference => new(
                TableTransactionActionType.UpdateMerge, difference, read),
            { Before: null, Unreadable: null, After: { } created } => new(
                TableTransactionActionType.Add, ItemRow.Write(partition, created)),
            { After: { } replaced } => new(
                TableTransactionActionType.UpdateReplace, ItemRow.Write(partition, replaced), read),
        };
    }

    // An upper bound: every character of a text escaped to six bytes, bytes as base64, a row of unknown shape as large as a row can be.
    private static long Bytes(TableTransactionAction action, TableLimits limits)
    {
        if (action.Entity is not TableEntity row)
        {
            return OperationOverheadBytes + (4L * limits.EntityBytes / 3);
        }

        long bytes = OperationOverheadBytes;
        foreach ((string property, object? value) in row)
        {
            bytes += (2 * property.Length) + 64 + value switch
            {
                string text => 6L * text.Length,
                byte[] data => 4L * (data.Length + 2) / 3,
                _ => 0,
            };
        }

        return bytes;
    }
}
