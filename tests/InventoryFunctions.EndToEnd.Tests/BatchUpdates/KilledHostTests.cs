using System.Net.Http.Json;
using System.Text.Json;
using Azure.Data.Tables;
using InventoryFunctions.Domain.Changes;
using InventoryFunctions.Domain.Inventory;
using InventoryFunctions.Storage;
using InventoryFunctions.Testing;
using Microsoft.Extensions.Options;

namespace InventoryFunctions.EndToEnd.Tests.BatchUpdates;

public sealed class KilledHostTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private const int ItemCount = 5_000;

    private static readonly (string, string) SmallBatches = ("BatchUpdate__BatchSize", "10");
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(5);

    [Fact]
    [Trait("Parity", "A3")]
    [Trait("Parity", "D9")]
    public async Task BatchUpdate_HostKilledInMidJob_CompletesAfterTheNextStartWithEveryItemUpdatedOnce()
    {
        string connectionString;
        InventoryStore store;
        string executionId;
        int updatedBeforeTheKill;
        int attempts = 0;
        do
        {
            // Where this process has to wait for its turn, all may be updated before it comes to the kill: then once more.
            Assert.True(attempts++ < 10, "The job was always done before the kill.");
            connectionString = azurite.NewAccount();
            store = new(new TableServiceClient(connectionString), Options.Create(new InventoryOptions()));
            executionId = await KilledInMidJobAsync(connectionString, store);
            updatedBeforeTheKill = (await ReadAllAsync(store)).Count(item => item.Stock == 110);
        }
        while (updatedBeforeTheKill == ItemCount);

        await using HostProcess second = await HostProcess.StartAsync(connectionString, SmallBatches);
        JsonElement job = default;
        await Eventually.HoldsAsync(
            async () => (job = await JobAsync(second, executionId)).GetProperty("status").GetString() != "RUNNING", "the job has ended", Deadline);

        Assert.InRange(updatedBeforeTheKill, 1, ItemCount - 1);
        Assert.Equal("COMPLETED", job.GetProperty("status").GetString());
        Assert.Equal((ItemCount, 0), (Processed(job), job.GetProperty("itemsFailed").GetInt32()));
        IReadOnlyList<InventoryItem> items = await ReadAllAsync(store);
        Assert.Equal(ItemCount, items.Count);
        Assert.All(items, item => Assert.Equal((110, 2, executionId), (item.Stock, item.Version, item.LastExecutionId)));
    }

    /// <summary>Starts a batch update and kills its host as soon as an item is updated; answers the execution's id.</summary>
    private static async Task<string> KilledInMidJobAsync(string connectionString, InventoryStore store)
    {
        await using HostProcess host = await HostProcess.StartAsync(connectionString, SmallBatches);
        await AddItemsAsync(store);
        using HttpResponseMessage started = await host.Http.PostAsync("jobs", null);
        string executionId = (await started.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("executionId").GetString()!;

        // In the store, because the job reports whole pages, and then all of them may be done.
        await Eventually.HoldsAsync(
            async () => (await store.ReadShardAsync(0, null, 1, CancellationToken.None)).Items[0].Item.Stock == 110, "some items are updated", Deadline);
        await host.KillAsync();
        return executionId;
    }

    private static Task<JsonElement> JobAsync(HostProcess host, string executionId) => host.Http.GetFromJsonAsync<JsonElement>($"jobs/{executionId}");

    private static int Processed(JsonElement job) => job.GetProperty("itemsProcessed").GetInt32();

    private static async Task AddItemsAsync(InventoryStore store)
    {
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        var shards = Enumerable.Range(1, ItemCount)
            .Select(i => new InventoryItem { ItemId = $"P{i:D6}", Name = $"Product {i}", Stock = 100, Version = 1, LastUpdated = now })
            .GroupBy(item => store.ShardOf(item.ItemId));
        foreach (var shard in shards)
        {
            foreach (InventoryItem[] items in shard.Chunk(InventoryStore.MaxItemsPerCommit))
            {
                Assert.IsType<CommitResult.Committed>(await store.CommitAsync(
                    shard.Key,
                    [.. items.Select(item => new PlannedChange(null, item))],
                    new ChangeCause(ChangeCauseKind.Request, "test"),
                    now,
                    CancellationToken.None));
            }
        }
    }

    private static async Task<IReadOnlyList<InventoryItem>> ReadAllAsync(InventoryStore store)
    {
        List<InventoryItem> items = [];
        for (int shard = 0; shard < store.ShardCount; shard++)
        {
            items.AddRange((await store.ReadShardAsync(shard, null, InventoryStore.MaxPageSize, CancellationToken.None)).Items.Select(stored => stored.Item));
        }

        return items;
    }
}
