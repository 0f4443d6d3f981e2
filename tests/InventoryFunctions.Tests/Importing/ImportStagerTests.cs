using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Azure.Data.Tables;
using InventoryFunctions.Domain.Importing;
using InventoryFunctions.Domain.Inventory;
using InventoryFunctions.Importing;

namespace InventoryFunctions.Tests.Importing;

public sealed class ImportStagerTests
{
    private const int ShardCount = 4;

    private readonly ConcurrentBag<TableEntity> written = [];

    [Fact]
    public async Task Stage_Rows_KeepTheFilesOrderWithinTheirShard()
    {
        ImportManifest manifest = await StageAsync("itemId,stock\n" + string.Concat(Enumerable.Range(0, 2500).Select(i => $"item{i % 500},{i}\n")));

        Assert.Equal((2500, 0), (manifest.SoundRows, manifest.BrokenRows));
        Assert.Equal([0, 1, 2, 3], manifest.Shards);
        foreach (int shard in manifest.Shards)
        {
            ImportRow[] rows = [.. written
                .Where(entity => entity.RowKey.StartsWith($"rows:{shard:D4}", StringComparison.Ordinal))
                .OrderBy(entity => entity.RowKey, StringComparer.Ordinal)
                .SelectMany(entity => StagedData.Unpack<ImportRow>(entity.GetBinary(StagingRow.Data)))];
            Assert.Equal(rows.OrderBy(row => row.Line), rows);
            Assert.All(rows, row => Assert.Equal(shard, Shards.Of(row.ItemId, ShardCount)));
        }

        Assert.All(written, entity => Assert.True(StagedData.Unpack<ImportRow>(entity.GetBinary(StagingRow.Data)).Count <= StagedChunk.MaxRows));
    }

    [Fact]
    public async Task Stage_Content_IsHashedAsItWasSent()
    {
        string file = "itemId,stock\na,1\nb,x\n";

        ImportManifest manifest = await StageAsync(file);

        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(file))), manifest.ContentHash);
        Assert.Equal((1, 1), (manifest.SoundRows, manifest.BrokenRows));
    }

    [Fact]
    public async Task Stage_LargestRows_FitTheirPropertyWhateverTheyHold()
    {
        Random random = new(7);
        string Noise(int length) => string.Create(length, random, (text, source) =>
        {
            foreach (ref char c in text)
            {
                c = (char)source.Next(0x4E00, 0x9FFF);
            }
        });

        await StageAsync("itemId,name,category\n" + string.Concat(Enumerable.Range(0, 300).Select(_ => $"{Noise(128)},{Noise(512)},{Noise(128)}\n")));

        Assert.All(written, entity => Assert.True(entity.GetBinary(StagingRow.Data).Length <= 64 * 1024));
        Assert.Equal(300, written.Sum(entity => StagedData.Unpack<ImportRow>(entity.GetBinary(StagingRow.Data)).Count));
    }

    [Fact]
    public async Task Stage_ManyBrokenRows_ListsSomeAndCountsAll()
    {
        ImportManifest manifest = await StageAsync("itemId,stock\n" + string.Concat(Enumerable.Range(0, 12_000).Select(i => $"item{i},x\n")));

        Assert.Equal(12_000, manifest.BrokenRows);
        Assert.Empty(manifest.Shards);
        Assert.Equal(
            ImportStager.MaxListedErrors, written.Sum(entity => StagedData.Unpack<ImportError>(entity.GetBinary(StagingRow.Data)).Count));
    }

    [Fact]
    public async Task Stage_SeveralErrorsOfOneLine_StayTogether()
    {
        await StageAsync("itemId,price,stock,threshold\n" + string.Concat(Enumerable.Range(0, 500).Select(i => $"item{i},x,x,x\n")));

        int[][] lines = [.. written.Select(entity =>
            StagedData.Unpack<ImportError>(entity.GetBinary(StagingRow.Data)).Select(error => error.Line).ToArray())];
        Assert.True(lines.Length > 1);
        Assert.Equal(1500, lines.Sum(some => some.Length));
        Assert.Equal(500, lines.Sum(some => some.Distinct().Count()));
    }

    [Fact]
    public async Task Stage_StorageFails_EndsWithItsFailure()
    {
        ImportStager stager = new("e1", ImportMode.Set, ShardCount, (_, _) => Task.FromException(new TimeoutException()));

        await Assert.ThrowsAsync<TimeoutException>(
            () => stager.StageAsync(new GeneratedCsv("itemId", 1_000_000, i => $"item{i}"), false, CancellationToken.None));
    }

    [Fact]
    public async Task Stage_HugeFile_HoldsFewRowsAtATime()
    {
        const int Rows = 400_000;
        // Each shard's chunk, the group being made and those being written.
        const int MostRows = StagedChunk.MaxRows * (64 + (100 * 6));
        long chunks = 0;
        long mostWaiting = 0;
        int mostKept = 0;
        ConcurrentBag<WeakReference> written = [];
        using GeneratedCsv file = new("itemId,name,stock", Rows, i => $"item{i},A name that takes some room in the memory of whoever holds it,{i % 1000}")
        {
            Made = row =>
            {
                mostWaiting = Math.Max(mostWaiting, row - (Interlocked.Read(ref chunks) * StagedChunk.MaxRows));
                if (row % (Rows / 8) == 0)
                {
                    GC.Collect();
                    mostKept = Math.Max(mostKept, written.Count(entity => entity.IsAlive));
                }
            },
        };
        ImportStager stager = new("e1", ImportMode.Set, 64, (entities, _) =>
        {
            Interlocked.Add(ref chunks, entities.Count);
            foreach (TableEntity entity in entities)
            {
                written.Add(new WeakReference(entity));
            }

            return Task.CompletedTask;
        });

        ImportManifest manifest = await stager.StageAsync(file, false, CancellationToken.None);

        Assert.Equal(Rows, manifest.SoundRows);
        Assert.InRange(chunks, Rows / StagedChunk.MaxRows, (Rows / StagedChunk.MaxRows) + 65);
        Assert.True(file.BytesRead > 30_000_000);
        Assert.InRange(mostWaiting, 1, MostRows);
        Assert.InRange(mostKept, 0, MostRows / StagedChunk.MaxRows);
    }

    private async Task<ImportManifest> StageAsync(string file)
    {
        ImportStager stager = new("e1", ImportMode.Set, ShardCount, (entities, _) =>
        {
            Assert.InRange(entities.Count, 1, 100);
            foreach (TableEntity entity in entities)
            {
                written.Add(entity);
            }

            return Task.CompletedTask;
        });
        return await stager.StageAsync(new MemoryStream(Encoding.UTF8.GetBytes(file)), false, CancellationToken.None);
    }
}
