using System.Text.Json;
using Azure;
using Azure.Data.Tables;
using InventoryFunctions.Domain.Recovery;
using InventoryFunctions.Storage;
using Microsoft.AspNetCore.Http;

namespace InventoryFunctions.Recovery;

/// <summary>
/// The cursors of a restore: rows <c>restore:{executionId}</c> in the partitions of table Inventory, so that a cursor moves in the same transaction as
/// the items it passes. That is what restores each item once, however often a step is tried, and nothing once the restore has ended.
/// </summary>
public sealed class RestoreCursors(TableServiceClient tables)
{
    private const string Prefix = "restore:";
    private const string LastItemId = nameof(RestoreCursor.LastItemId);
    private const string IsDone = nameof(RestoreCursor.IsDone);
    private const string Counts = nameof(RestoreCursor.Counts);
    private const int ShardsAtOnce = 8;

    private readonly TableClient _table = tables.GetTableClient(InventoryStore.TableName);

    /// <summary>Makes the cursor of every shard where it is missing.</summary>
    public Task CreateAsync(string executionId, int shardCount, CancellationToken cancellationToken) => EachAsync(shardCount, async (shard, token) =>
    {
        try
        {
            await _table.AddEntityAsync(Write(executionId, shard, RestoreCursor.Start), token);
        }
        catch (RequestFailedException exists) when (exists.Status == StatusCodes.Status409Conflict)
        {
            // An earlier attempt made it, and the shard may have gone on from there.
        }
    }, cancellationToken);

    /// <summary>Removes every cursor; from then on no late attempt of a step can restore anything.</summary>
    public Task RemoveAsync(string executionId, int shardCount, CancellationToken cancellationToken) => EachAsync(
        shardCount,
        async (shard, token) => await _table.DeleteEntityAsync(InventoryKeys.Partition(shard), Prefix + executionId, ETag.All, token),
        cancellationToken);

    /// <summary>The cursor of a shard as it stands.</summary>
    /// <exception cref="InvalidOperationException">There is none: the restore has ended, and nothing of it may be applied any more.</exception>
    internal async Task<RestoreCursor> ReadAsync(string executionId, int shard, CancellationToken cancellationToken)
    {
        NullableResponse<TableEntity> found = await _table.GetEntityIfExistsAsync<TableEntity>(
            InventoryKeys.Partition(shard), Prefix + executionId, cancellationToken: cancellationToken);
        if (!found.HasValue)
        {
            throw new InvalidOperationException($"Restore {executionId} has ended while its shard {shard} was still being worked on.");
        }

        TableEntity row = found.Value!;
        return new RestoreCursor(
            row.GetString(LastItemId),
            row.GetBoolean(IsDone).GetValueOrDefault(),
            JsonSerializer.Deserialize<RestoreCounts>(row.GetString(Counts)) ?? RestoreCounts.None) { ETag = row.ETag };
    }

    /// <summary>The operation that moves the stored cursor to <paramref name="cursor"/>, on condition that it did not move meanwhile.</summary>
    internal static TableTransactionAction Move(string executionId, int shard, RestoreCursor cursor) =>
        new(TableTransactionActionType.UpdateReplace, Write(executionId, shard, cursor), cursor.ETag);

    /// <summary>Moves a cursor over items that do not change; null: it moved meanwhile, or is gone.</summary>
    internal async Task<RestoreCursor?> MoveAsync(string executionId, int shard, RestoreCursor cursor, CancellationToken cancellationToken)
    {
        try
        {
            Response moved = await _table.UpdateEntityAsync(Write(executionId, shard, cursor), cursor.ETag, TableUpdateMode.Replace, cancellationToken);
            return cursor with { ETag = moved.Headers.ETag ?? default };
        }
        catch (RequestFailedException moved) when (moved.Status is StatusCodes.Status412PreconditionFailed or StatusCodes.Status404NotFound)
        {
            return null;
        }
    }

    private static TableEntity Write(string executionId, int shard, RestoreCursor cursor)
    {
        TableEntity row = new(InventoryKeys.Partition(shard), Prefix + executionId)
        {
            [IsDone] = cursor.IsDone,
            [Counts] = JsonSerializer.Serialize(cursor.Counts),
        };
        if (cursor.LastItemId is { } last)
        {
            row[LastItemId] = last;
        }

        return row;
    }

    private static Task EachAsync(int shardCount, Func<int, CancellationToken, ValueTask> step, CancellationToken cancellationToken) => Parallel.ForEachAsync(
        Enumerable.Range(0, shardCount), new ParallelOptions { MaxDegreeOfParallelism = ShardsAtOnce, CancellationToken = cancellationToken }, step);
}
