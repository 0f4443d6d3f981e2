using Azure;
using Azure.Data.Tables;
using InventoryFunctions.Domain.Importing;
using InventoryFunctions.Storage;
using Microsoft.AspNetCore.Http;

namespace InventoryFunctions.Importing;

/// <summary>
/// The cursors of imports: rows <c>import:{executionId}</c> in the partitions of table Inventory, so that a cursor moves in the same
/// transaction as the items of its chunk. That is what applies each row once, however often a step is tried.
/// </summary>
/// <remarks>
/// A cursor is made before the staged rows are read, and removed after they are: an attempt that outlived its import finds either no rows
/// to apply or no cursor to move.
/// </remarks>
public sealed class ImportCursors(TableServiceClient tables)
{
    private const string Prefix = "import:";
    private const string NextChunk = nameof(ImportCursor.NextChunk);
    private const string Errors = nameof(ImportCursor.Errors);

    private readonly TableClient table = tables.GetTableClient(InventoryStore.TableName);

    /// <summary>
    /// The cursor of a shard, made where there is none: only for the begin of an attempt, before it reads staged rows. Rows that were read
    /// earlier would be applied again with a cursor that begins anew.
    /// </summary>
    internal async Task<ImportCursor> OpenAsync(string executionId, int shard, CancellationToken cancellation)
    {
        try
        {
            // As a rule this is the first attempt, so that making it is the one call needed.
            Response made = await table.AddEntityAsync(Write(executionId, shard, ImportCursor.Start), cancellation);
            if (made.Headers.ETag is { } tag)
            {
                return ImportCursor.Start with { ETag = tag };
            }
        }
        catch (RequestFailedException exists) when (exists.Status == StatusCodes.Status409Conflict)
        {
            // An earlier attempt of this step made it, or one that runs at the same time.
        }

        return await ReadAsync(executionId, shard, cancellation);
    }

    /// <summary>The cursor of a shard as it stands.</summary>
    /// <exception cref="InvalidOperationException">There is none: the import has ended, and nothing of it may be applied any more.</exception>
    internal async Task<ImportCursor> ReadAsync(string executionId, int shard, CancellationToken cancellation) =>
        await FindAsync(executionId, shard, cancellation)
            ?? throw new InvalidOperationException($"Import {executionId} has ended while its shard {shard} was still being worked on.");

    /// <summary>The operation that moves the stored cursor to <paramref name="cursor"/>, on condition that it did not move meanwhile.</summary>
    internal static TableTransactionAction Move(string executionId, int shard, ImportCursor cursor) =>
        new(TableTransactionActionType.UpdateReplace, Write(executionId, shard, cursor), cursor.ETag);

    /// <summary>Moves a cursor over a chunk that changes no item; its new ETag. Null: it moved meanwhile.</summary>
    internal async Task<ETag?> MoveAsync(string executionId, int shard, ImportCursor cursor, CancellationToken cancellation)
    {
        try
        {
            Response moved = await table.UpdateEntityAsync(Write(executionId, shard, cursor), cursor.ETag, TableUpdateMode.Replace, cancellation);
            return moved.Headers.ETag;
        }
        catch (RequestFailedException moved) when (moved.Status is StatusCodes.Status412PreconditionFailed or StatusCodes.Status404NotFound)
        {
            return null;
        }
    }

    /// <summary>Removes the cursors of an import in <paramref name="shards"/>; doing it again removes nothing more.</summary>
    public Task RemoveAsync(string executionId, IEnumerable<int> shards, CancellationToken cancellation) => Parallel.ForEachAsync(
        shards,
        cancellation,
        async (shard, token) => await table.DeleteEntityAsync(InventoryKeys.Partition(shard), Prefix + executionId, ETag.All, token));

    private static TableEntity Write(string executionId, int shard, ImportCursor cursor)
    {
        TableEntity row = new(InventoryKeys.Partition(shard), Prefix + executionId)
        {
            [NextChunk] = cursor.NextChunk,
            [nameof(ImportCounts.Created)] = cursor.Counts.Created,
            [nameof(ImportCounts.Changed)] = cursor.Counts.Changed,
            [nameof(ImportCounts.Unchanged)] = cursor.Counts.Unchanged,
            [nameof(ImportCounts.Refused)] = cursor.Counts.Refused,
        };
        if (cursor.Errors.Count > 0)
        {
            row[Errors] = StagedData.Pack(cursor.Errors);
        }

        return row;
    }

    private async Task<ImportCursor?> FindAsync(string executionId, int shard, CancellationToken cancellation)
    {
        NullableResponse<TableEntity> found = await table.GetEntityIfExistsAsync<TableEntity>(
            InventoryKeys.Partition(shard), Prefix + executionId, cancellationToken: cancellation);
        if (!found.HasValue)
        {
            return null;
        }

        TableEntity row = found.Value!;
        return new ImportCursor(
            row.GetInt32(NextChunk).GetValueOrDefault(),
            new ImportCounts(
                Count(nameof(ImportCounts.Created)),
                Count(nameof(ImportCounts.Changed)),
                Count(nameof(ImportCounts.Unchanged)),
                Count(nameof(ImportCounts.Refused))),
            row.GetBinary(Errors) is { } errors ? StagedData.Unpack<ImportError>(errors) : [])
        {
            ETag = row.ETag,
        };

        long Count(string property) => row.GetInt64(property).GetValueOrDefault();
    }
}
