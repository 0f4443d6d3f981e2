using Azure;
using Azure.Data.Tables;

namespace InventoryFunctions.ChangeFeed;

/// <summary>How often which change set failed: table ChangeFeedFailures, one partition a shard, one row a change set.</summary>
internal sealed class ChangeFailures(TableServiceClient tables, TimeProvider clock)
{
    public const string TableName = "ChangeFeedFailures";

    /// <summary>So long the row of a change set that went through after all may lie about. The value is 1 day.</summary>
    public static readonly TimeSpan KeptFor = TimeSpan.FromDays(1);

    private const int MaxReason = 2048;

    private readonly TableClient _table = tables.GetTableClient(TableName);

    /// <summary>Counts one more failure.</summary>
    public async Task<ChangeFailure> NoteAsync(TableEntity changeRow, Exception failure, CancellationToken cancellationToken)
    {
        NullableResponse<TableEntity> before =
            await _table.GetEntityIfExistsAsync<TableEntity>(changeRow.PartitionKey, changeRow.RowKey, cancellationToken: cancellationToken);
        DateTimeOffset now = clock.GetUtcNow();
        string reason = ChangeFailure.Describe(failure);
        ChangeFailure noted = new(
            reason[..Math.Min(reason.Length, MaxReason)],
            1 + (before.HasValue ? before.Value!.GetInt32(nameof(ChangeFailure.Attempts)) ?? 0 : 0),
            (before.HasValue ? before.Value!.GetDateTimeOffset(nameof(ChangeFailure.FirstFailedAt)) : null) ?? now,
            now);
        await _table.UpsertEntityAsync(
            new TableEntity(changeRow.PartitionKey, changeRow.RowKey)
            {
                [nameof(ChangeFailure.Reason)] = noted.Reason,
                [nameof(ChangeFailure.Attempts)] = noted.Attempts,
                [nameof(ChangeFailure.FirstFailedAt)] = noted.FirstFailedAt,
                [nameof(ChangeFailure.LastFailedAt)] = noted.LastFailedAt,
            },
            TableUpdateMode.Replace,
            cancellationToken);
        return noted;
    }

    /// <summary>Forgets a change set, whether it was noted or not.</summary>
    public Task ForgetAsync(TableEntity changeRow, CancellationToken cancellationToken) =>
        _table.DeleteEntityAsync(changeRow.PartitionKey, changeRow.RowKey, ETag.All, cancellationToken);

    /// <summary>Forgets change sets that have not failed for <see cref="KeptFor"/>: they went through since.</summary>
    public async Task ForgetOldAsync(CancellationToken cancellationToken)
    {
        DateTimeOffset before = clock.GetUtcNow() - KeptFor;
        await foreach (TableEntity row in _table.QueryAsync<TableEntity>(
            TableClient.CreateQueryFilter($"LastFailedAt lt {before}"), cancellationToken: cancellationToken))
        {
            await ForgetAsync(row, cancellationToken);
        }
    }
}
