using Azure.Data.Tables;
using InventoryFunctions.Domain.Changes;
using InventoryFunctions.Domain.Inventory;
using InventoryFunctions.Storage;
using Microsoft.Extensions.Options;

namespace InventoryFunctions.EndToEnd.Tests.ChangeFeed;

/// <summary>The inventory and its journal, read past the app.</summary>
internal sealed class RecordedInventory(string connectionString, int shards)
{
    private readonly TableServiceClient _tables = new(connectionString);

    /// <summary>Every item.</summary>
    public async Task<IReadOnlyList<InventoryItem>> ItemsAsync()
    {
        InventoryStore store = new(_tables, Options.Create(new InventoryOptions { Shards = $"{shards}" }));
        List<InventoryItem> items = [];
        for (int shard = 0; shard < shards; shard++)
        {
            string? after = null;
            do
            {
                ItemPage page = await store.ReadShardAsync(shard, after, InventoryStore.MaxPageSize, CancellationToken.None);
                Assert.Empty(page.Unreadable);
                items.AddRange(page.Items.Select(stored => stored.Item));
                after = page.Next;
            }
            while (after is not null);
        }

        return items;
    }

    /// <summary>How many change sets wait for the change feed, and how many it has set aside.</summary>
    public async Task<(int Waiting, int SetAside)> BacklogAsync() =>
        (await CountAsync(InventoryKeys.ChangePrefix, "change;"), await CountAsync(InventoryKeys.SetAsidePrefix, "setaside;"));

    /// <summary>Every journaled change set, in the order of their keys.</summary>
    public async Task<IReadOnlyList<ChangeSet>> JournalAsync()
    {
        List<ChangeSet> sets = [];
        for (int shard = 0; shard < shards; shard++)
        {
            await foreach (JournalEntry entry in new InventoryJournal(_tables).ReadAsync(
                shard, DateTimeOffset.UnixEpoch, DateOnly.MaxValue, CancellationToken.None))
            {
                sets.Add(entry.Set ?? throw new InvalidOperationException($"Change set {entry.Id} can't be read."));
            }
        }

        return sets;
    }

    private async Task<int> CountAsync(string first, string end)
    {
        int rows = 0;
        string filter = TableClient.CreateQueryFilter($"RowKey gt {first} and RowKey lt {end}");
        await foreach (TableEntity row in _tables.GetTableClient(InventoryStore.TableName).QueryAsync<TableEntity>(filter, select: [nameof(TableEntity.RowKey)]))
        {
            rows++;
        }

        return rows;
    }
}
