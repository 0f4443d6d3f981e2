using Azure.Data.Tables;
using InventoryFunctions.Callbacks;

namespace InventoryFunctions.Retention;

/// <summary>Answers to tasks whose tokens expired a while ago: nobody can answer any more, and every orchestration has seen its answer.</summary>
internal sealed class ExpiredTaskAnswers(TableServiceClient tables) : IRetention
{
    // As long as an orchestration may have been kept from looking.
    private static readonly TimeSpan Margin = TimeSpan.FromDays(30);

    private readonly TableClient _table = tables.GetTableClient(TaskAnswerStore.TableName);

    public RetentionKind Kind => RetentionKind.Callbacks;

    public async Task<RetentionPiece> RemoveSomeAsync(DateTimeOffset now, string? position, CancellationToken cancellationToken)
    {
        string firstKept = TaskAnswerRow.Day(now - Margin);
        ExpiredRows expired = new(_table);
        (IReadOnlyList<TableEntity> rows, string? next) = await expired.FindAsync(
            TableClient.CreateQueryFilter($"PartitionKey lt {firstKept}"),
            position,
            [nameof(TableEntity.PartitionKey), nameof(TableEntity.RowKey)],
            cancellationToken);
        await expired.RemoveAsync(rows.Select(row => (row.PartitionKey, row.RowKey)), cancellationToken);
        return new RetentionPiece(rows.Count, next);
    }
}
