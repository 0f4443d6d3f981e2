using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Azure.Data.Tables;
using InventoryFunctions.Domain.Importing;
using InventoryFunctions.Storage;

namespace InventoryFunctions.Importing;

/// <summary>Reads one file to its end and stages it. What it holds in memory does not grow with the file.</summary>
internal sealed class ImportStager(string executionId, ImportMode mode, int shardCount, Func<IReadOnlyCollection<TableEntity>, CancellationToken, Task> write)
{
    /// <summary>The most broken rows whose errors are listed; the others are only counted.</summary>
    public const int MaxListedErrors = 10_000;

    private const int ParallelWrites = 4;

    // A transaction takes 4 MiB with its wrapping; base64 makes 4 characters of 3 bytes.
    private const int MaxDataBytesPerWrite = 2 * 1024 * 1024;

    private readonly ChunkBuffer<ImportRow>[] rows = [.. Enumerable.Range(0, shardCount).Select(_ => new ChunkBuffer<ImportRow>(
        StagedChunk.MaxRows, row => ChunkBuffer<ImportRow>.Estimate(row.ItemId, row.Name, row.Category)))];

    private readonly ChunkBuffer<ImportError> errors = new(
        1000, error => ChunkBuffer<ImportError>.Estimate(error.ItemId, error.Value, error.Rule.Field, error.Rule.Rule));

    private long soundRows;
    private long brokenRows;

    /// <summary>Stages <paramref name="content"/>.</summary>
    /// <exception cref="Api.ApiException">400: it is no such file at all.</exception>
    public async Task<ImportManifest> StageAsync(Stream content, bool dryRun, CancellationToken cancellation)
    {
        using SHA256 hash = SHA256.Create();
        await using CryptoStream hashed = new(content, hash, CryptoStreamMode.Read, leaveOpen: true);
        using ImportCsv csv = new(hashed);
        ImportHeader header = await csv.ReadHeaderAsync();
        await Parallel.ForEachAsync(
            GroupAsync(PackAsync(csv.ReadRowsAsync(header, mode, cancellation)), cancellation),
            new ParallelOptions { MaxDegreeOfParallelism = ParallelWrites, CancellationToken = cancellation },
            // A write that is given up may land all the same, behind the back of whoever removes what an upload that broke off has staged.
            async (chunks, _) => await write(chunks, CancellationToken.None));
        return new ImportManifest(
            executionId,
            mode,
            dryRun,
            Convert.ToHexStringLower(hash.Hash ?? throw new InvalidOperationException("The file was not read to its end.")),
            soundRows,
            brokenRows,
            [.. Enumerable.Range(0, shardCount).Where(shard => rows[shard].Number > 0)]);
    }

    private static async IAsyncEnumerable<IReadOnlyCollection<TableEntity>> GroupAsync(
        IAsyncEnumerable<(TableEntity Entity, int Bytes)> chunks, [EnumeratorCancellation] CancellationToken cancellation)
    {
        List<TableEntity> group = [];
        int bytes = 0;
        await foreach ((TableEntity entity, int size) in chunks.WithCancellation(cancellation))
        {
            if (group.Count == TableLimits.Azure.TransactionOperations || bytes + size > MaxDataBytesPerWrite)
            {
                yield return group;
                group = [];
                bytes = 0;
            }

            group.Add(entity);
            bytes += size;
        }

        if (group.Count > 0)
        {
            yield return group;
        }
    }

    private async IAsyncEnumerable<(TableEntity Entity, int Bytes)> PackAsync(IAsyncEnumerable<ImportLine> lines)
    {
        await foreach (ImportLine line in lines)
        {
            if (line.Row is { } row)
            {
                soundRows++;
                int shard = Domain.Inventory.Shards.Of(row.ItemId, shardCount);
                if (!rows[shard].TryAdd(row))
                {
                    yield return TakeRows(shard);
                    rows[shard].TryAdd(row);
                }

                continue;
            }

            if (++brokenRows > MaxListedErrors)
            {
                continue;
            }

            // The list of errors has one entry a line, so that those of a line must be listed together.
            if (!errors.IsEmpty && !errors.HasRoomFor(line.Errors))
            {
                yield return TakeErrors();
            }

            foreach (ImportError error in line.Errors)
            {
                if (!errors.TryAdd(error))
                {
                    yield return TakeErrors();
                    errors.TryAdd(error);
                }
            }
        }

        for (int shard = 0; shard < shardCount; shard++)
        {
            if (!rows[shard].IsEmpty)
            {
                yield return TakeRows(shard);
            }
        }

        if (!errors.IsEmpty)
        {
            yield return TakeErrors();
        }
    }

    private (TableEntity Entity, int Bytes) TakeRows(int shard)
    {
        (int number, byte[] data) = rows[shard].Take();
        return (StagingRow.Rows(executionId, shard, number, data), data.Length);
    }

    private (TableEntity Entity, int Bytes) TakeErrors()
    {
        (int number, byte[] data) = errors.Take();
        return (StagingRow.Errors(executionId, number, data), data.Length);
    }
}
