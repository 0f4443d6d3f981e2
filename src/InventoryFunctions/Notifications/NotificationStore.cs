using Azure;
using Azure.Data.Tables;
using InventoryFunctions.Jobs;
using InventoryFunctions.Storage;

namespace InventoryFunctions.Notifications;

/// <summary>What the administrator was told: table Notifications. Those that arrive at once share a transaction.</summary>
public sealed class NotificationStore
{
    /// <summary>The table's name.</summary>
    public const string TableName = "Notifications";

    // Two rows each, and at most 64 KiB, which base64 makes 88 KB: 40 of them fit 100 operations and 4 MiB (Table Storage).
    private const int MaxGroup = 40;

    // The property of a guard that names the row it guards: an event without a time may come again and be dated anew.
    private const string GuardedRow = "Row";

    private readonly TableClient _table;
    private readonly GroupCommit<Notification, bool> _group;

    /// <summary>The notifications in <paramref name="tables"/>.</summary>
    public NotificationStore(TableServiceClient tables)
    {
        _table = tables.GetTableClient(TableName);
        _group = new GroupCommit<Notification, bool>(CommitAsync, MaxGroup);
    }

    /// <summary>Records a notification, unless one of its id is recorded.</summary>
    /// <returns>Whether it is new.</returns>
    public Task<bool> AddAsync(Notification notification, CancellationToken cancellationToken) => _group.SubmitAsync(notification, cancellationToken);

    /// <summary>The notification of this id; null where there is none, or none any more.</summary>
    public async Task<Notification?> FindAsync(string id, CancellationToken cancellationToken)
    {
        NullableResponse<TableEntity> guard = await _table.GetEntityIfExistsAsync<TableEntity>(
            NotificationKeys.Partition, NotificationKeys.GuardRow(id), cancellationToken: cancellationToken);
        if (!guard.HasValue || guard.Value!.GetString(GuardedRow) is not { } key)
        {
            return null;
        }

        NullableResponse<TableEntity> row = await _table.GetEntityIfExistsAsync<TableEntity>(
            NotificationKeys.Partition, key, cancellationToken: cancellationToken);
        return row.HasValue ? NotificationRow.Read(row.Value!) : null;
    }

    /// <summary>
    /// Records what became of a notification with one sender, in place of what was recorded of it before; not where it is recorded as sent, which stands: an
    /// attempt that comes late, or ran twice, may have failed.
    /// </summary>
    public async Task RecordAsync(Notification notification, NotificationDelivery delivery, CancellationToken cancellationToken)
    {
        TableEntity change = NotificationRow.Write(notification, delivery);
        while (true)
        {
            NullableResponse<TableEntity> row = await _table.GetEntityIfExistsAsync<TableEntity>(
                change.PartitionKey, change.RowKey, cancellationToken: cancellationToken);
            if (!row.HasValue || IsSent(NotificationRow.Read(row.Value!), delivery.Sender))
            {
                // Its time is over, or there is nothing to tell.
                return;
            }

            try
            {
                await _table.UpdateEntityAsync(change, row.Value!.ETag, TableUpdateMode.Merge, cancellationToken);
                return;
            }
            catch (RequestFailedException changed) when (changed.Status is 404 or 412)
            {
                // Another sender was recorded meanwhile, or the row was removed.
            }
        }
    }

    /// <summary>Notifications, newest first.</summary>
    /// <param name="pageSize">The most entries of the page, 1 to 1,000.</param>
    /// <param name="continuation">What the page before said, or null for the first.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<ListPage<Notification>> ListAsync(int pageSize, string? continuation, CancellationToken cancellationToken) => TablePaging.ReadAsync(
        _table,
        TableClient.CreateQueryFilter(
            $"PartitionKey eq {NotificationKeys.Partition} and RowKey ge {NotificationKeys.NotificationPrefix} and RowKey lt {NotificationKeys.NotificationEnd}"),
        NotificationRow.Read,
        pageSize,
        continuation,
        cancellationToken);

    private async Task<IReadOnlyList<bool>> CommitAsync(IReadOnlyList<Notification> notifications)
    {
        List<Notification> open = [.. notifications.DistinctBy(notification => notification.Id, StringComparer.Ordinal)];
        HashSet<Notification> added = new(ReferenceEqualityComparer.Instance);
        while (open.Count > 0)
        {
            try
            {
                await _table.SubmitTransactionAsync(open.SelectMany(Write));
                added.UnionWith(open);
                break;
            }
            catch (TableTransactionFailedException exists) when (exists.Status == 409)
            {
                // Some are recorded: the event came again, or the answer to this very transaction was lost.
                bool[] present = await Task.WhenAll(open.Select(IsRecordedAsync));
                if (!present.Contains(true))
                {
                    throw;
                }

                open = [.. open.Zip(present).Where(pair => !pair.Second).Select(pair => pair.First)];
            }
        }

        return [.. notifications.Select(added.Contains)];
    }

    private static bool IsSent(Notification notification, string sender) =>
        notification.Deliveries.Any(delivery => delivery.Sender == sender && delivery.Status == DeliveryStatus.Sent);

    private static IEnumerable<TableTransactionAction> Write(Notification notification) =>
    [
        new(
            TableTransactionActionType.Add,
            new TableEntity(NotificationKeys.Partition, NotificationKeys.GuardRow(notification.Id))
            {
                [GuardedRow] = NotificationKeys.NotificationRow(notification.Id, notification.Time),
            }),
        new(TableTransactionActionType.Add, NotificationRow.Write(notification)),
    ];

    private async Task<bool> IsRecordedAsync(Notification notification) =>
        (await _table.GetEntityIfExistsAsync<TableEntity>(NotificationKeys.Partition, NotificationKeys.GuardRow(notification.Id))).HasValue;
}
