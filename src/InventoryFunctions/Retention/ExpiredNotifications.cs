using Azure.Data.Tables;
using InventoryFunctions.Notifications;
using Microsoft.Extensions.Options;

namespace InventoryFunctions.Retention;

/// <summary>Notifications that are older than they are kept: one range of keys.</summary>
internal sealed class ExpiredNotifications(TableServiceClient tables, IOptions<RetentionOptions> options) : IRetention
{
    private readonly TableClient _table = tables.GetTableClient(NotificationStore.TableName);

    public RetentionKind Kind => RetentionKind.Notifications;

    public async Task<RetentionPiece> RemoveSomeAsync(DateTimeOffset now, string? position, CancellationToken cancellationToken)
    {
        string filter = TableClient.CreateQueryFilter(
            $"PartitionKey eq {NotificationKeys.Partition} and RowKey ge {NotificationKeys.From(now - options.Value.NotificationsKept)} and RowKey lt {NotificationKeys.NotificationEnd}");
        ExpiredRows expired = new(_table);
        (IReadOnlyList<TableEntity> rows, string? next) = await expired.FindAsync(
            filter, position, [nameof(TableEntity.PartitionKey), nameof(TableEntity.RowKey)], cancellationToken);

        // Each with its guard, and in one transaction as a rule; the guard first, so that an interrupted removal is found again.
        await expired.RemoveAsync(
            rows.SelectMany(row => (IEnumerable<(string, string)>)[(row.PartitionKey, NotificationKeys.GuardOf(row.RowKey)), (row.PartitionKey, row.RowKey)]),
            cancellationToken);
        return new RetentionPiece(rows.Count, next);
    }
}
