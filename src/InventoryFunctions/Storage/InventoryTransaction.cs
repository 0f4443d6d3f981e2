using Azure;
using Azure.Data.Tables;
using InventoryFunctions.Domain.Changes;

namespace InventoryFunctions.Storage;

/// <summary>One entity-group transaction: the changed items, their change set, and perhaps a row that rides along.</summary>
internal sealed class InventoryTransaction
{
    // What an operation costs besides its body: boundary, request line with both keys (escaped), headers.
    private const int OperationOverheadBytes = 1024;

    private readonly List<TableTransactionAction> actions;

    private InventoryTransaction(IReadOnlyList<PlannedChange> changes, Guid changeSetId, List<TableTransactionAction> actions)
    {
        Changes = changes;
        ChangeSetId = changeSetId;
        this.actions = actions;
    }

    public IReadOnlyList<PlannedChange> Changes { get; }

    public Guid ChangeSetId { get; }

    public IReadOnlyList<TableTransactionAction> Actions => actions;

    /// <summary>Whether the last operation is a row that rides along.</summary>
    public bool HasAlongside => actions.Count > Changes.Count + 1;

    /// <summary>The id of the item that operation <paramref name="index"/> is about, or null where it is about none.</summary>
    public string? ItemIdAt(int? index) => index is { } i && i >= 0 && i < Changes.Count ? Changes[i].ItemId : null;

    /// <summary>The transaction, or null where Table Storage would refuse it for its size.</summary>
    public static InventoryTransaction? Build(
        string partition, IReadOnlyList<PlannedChange> changes, ChangeCause cause, DateTimeOffset now, TableTransactionAction? alongside, TableLimits limits)
    {
        ChangeSet set = new(
            Guid.CreateVersion7(now), now.ToUniversalTime(), cause, [.. changes.Select(change => new ItemChange(change.Before?.Item, change.After))]);
        if (ChangeRow.Write(partition, set, limits) is not { } changeRow)
        {
            return null;
        }

        List<TableTransactionAction> actions = new(changes.Count + 2);
        foreach (PlannedChange change in changes)
        {
            actions.Add(Action(partition, change));
        }

        actions.Add(new TableTransactionAction(TableTransactionActionType.Add, changeRow));
        if (alongside is not null)
        {
            actions.Add(alongside);
        }

        return actions.Sum(action => Bytes(action, limits)) <= limits.TransactionBytes ? new InventoryTransaction(changes, set.Id, actions) : null;
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
