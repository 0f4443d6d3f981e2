using Azure.Data.Tables;
using InventoryFunctions.Domain.Changes;
using InventoryFunctions.Storage;
using InventoryFunctions.Testing;

namespace InventoryFunctions.Tests.Storage;

public sealed class InventoryJournalTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private const int Shard = 7;

    private static readonly DateTimeOffset BeforeMidnight = new(2026, 11, 21, 23, 59, 59, 999, TimeSpan.Zero);

    [Fact]
    public async Task Journal_WrittenTwiceOverDays_HoldsEachSetOnceInTheOrderOfTime()
    {
        InventoryJournal journal = await CreateAsync();
        ChangeSet[] sets = [.. Enumerable.Range(0, 250).Select(i => Set(BeforeMidnight.AddMilliseconds(i)))];

        await journal.WriteAsync([.. sets.Reverse().Select(set => Row(Shard, set))], CancellationToken.None);
        await journal.WriteAsync([.. sets.Select(set => Row(Shard, set))], CancellationToken.None);
        await journal.WriteAsync([Row(Shard + 1, Set(BeforeMidnight))], CancellationToken.None);

        Assert.Equal(sets.Select(set => set.Id), await IdsAsync(journal, BeforeMidnight));
        Assert.Equal(sets.Skip(7).Select(set => set.Id), await IdsAsync(journal, BeforeMidnight.AddMilliseconds(7)));
    }

    [Fact]
    public async Task Journal_OfLargeRows_IsCutIntoTransactionsThatStorageTakes()
    {
        InventoryJournal journal = await CreateAsync();
        byte[] noise = new byte[64 * 1024];
        Random random = new(7);
        TableEntity[] rows = [.. Enumerable.Range(0, 12).Select(i =>
        {
            TableEntity row = new(InventoryKeys.Partition(Shard), InventoryKeys.ChangeRow(Guid.CreateVersion7(BeforeMidnight)));
            for (int part = 0; part < 11; part++)
            {
                random.NextBytes(noise);
                row[$"Data{part}"] = noise.ToArray();
            }

            return row;
        })];

        await journal.WriteAsync(rows, CancellationToken.None);

        List<JournalEntry> entries = [];
        await foreach (JournalEntry entry in journal.ReadAsync(Shard, BeforeMidnight, new DateOnly(2026, 11, 22), CancellationToken.None))
        {
            entries.Add(entry);
        }

        // None can be read, and none is lost for it.
        Assert.Equal(rows.Length, entries.Count);
        Assert.All(entries, entry => Assert.Null(entry.Set));
    }

    [Fact]
    public async Task Removal_OfOldDays_StopsAtItsBoundAndLeavesTheRest()
    {
        InventoryJournal journal = await CreateAsync();
        ChangeSet[] sets = [.. Enumerable.Range(0, 5).Select(i => Set(BeforeMidnight.AddMilliseconds(-i))), Set(BeforeMidnight.AddMilliseconds(1))];
        await journal.WriteAsync([.. sets.Select(set => Row(Shard, set))], CancellationToken.None);
        DateOnly firstKept = new(2026, 11, 22);

        Assert.Equal(3, await journal.RemoveBeforeAsync(Shard, firstKept, 3, CancellationToken.None));
        Assert.Equal(2, await journal.RemoveBeforeAsync(Shard, firstKept, 3, CancellationToken.None));
        Assert.Equal(0, await journal.RemoveBeforeAsync(Shard, firstKept, 3, CancellationToken.None));

        Assert.Equal([sets[^1].Id], await IdsAsync(journal, BeforeMidnight.AddDays(-1)));
    }

    private static ChangeSet Set(DateTimeOffset time) => new(Guid.CreateVersion7(time), time, TestInventory.Cause, [new ItemChange(null, TestInventory.NewItem("tv"))]);

    private static TableEntity Row(int shard, ChangeSet set) => ChangeRow.Write(InventoryKeys.Partition(shard), set, TableLimits.Azure)!;

    private static async Task<List<Guid>> IdsAsync(InventoryJournal journal, DateTimeOffset from)
    {
        List<Guid> ids = [];
        await foreach (JournalEntry entry in journal.ReadAsync(Shard, from, new DateOnly(2026, 11, 22), CancellationToken.None))
        {
            Assert.Equal(entry.Id, entry.Set?.Id);
            ids.Add(entry.Id);
        }

        return ids;
    }

    private async Task<InventoryJournal> CreateAsync()
    {
        TableClient table = new(azurite.ConnectionString, AzuriteFixture.NewTableName());
        await table.CreateIfNotExistsAsync();
        return new InventoryJournal(table);
    }
}
