using Azure.Data.Tables;
using InventoryFunctions.Domain.Changes;
using InventoryFunctions.Domain.Inventory;
using InventoryFunctions.Storage;
using InventoryFunctions.Testing;

namespace InventoryFunctions.Tests.Storage;

public sealed class CommitTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    [Fact]
    public async Task Commit_FullTransaction_ChangesEveryItemAndRecordsEachOnce()
    {
        TestInventory inventory = await TestInventory.CreateAsync(azurite);
        IReadOnlyList<StoredItem> before = await inventory.AddAsync(0, InventoryStore.MaxItemsPerCommit);

        CommitResult result = await inventory.CommitAsync([.. before.Select(TestInventory.Restock)]);

        IReadOnlyList<StoredItem> after = Assert.IsType<CommitResult.Committed>(result).Items;
        ItemPage page = await inventory.Store.ReadShardAsync(0, null, InventoryStore.MaxPageSize, CancellationToken.None);
        Assert.Equal(page.Items, after);
        Assert.All(after, stored => Assert.Equal((20, 2L, TestInventory.Noon.AddHours(1)), (stored.Item.Stock, stored.Item.Version, stored.Item.LastUpdated)));

        ChangeSet set = (await inventory.ChangesAsync(before[0].Item.ItemId))[^1];
        Assert.Equal((TestInventory.Noon.AddHours(1), TestInventory.Cause), (set.Time, set.Cause));
        Assert.Equal(before.Zip(after, (old, changed) => new ItemChange(old.Item, changed.Item)), set.Items);
    }

    [Fact]
    public async Task Commit_TwoWritersOfOneItem_OneIsToldOfTheConflict()
    {
        TestInventory inventory = await TestInventory.CreateAsync(azurite);
        StoredItem read = await inventory.AddAsync(TestInventory.NewItem("tv"));

        CommitResult[] results = await Task.WhenAll(
            Enumerable.Range(0, 8).Select(_ => inventory.CommitAsync(TestInventory.Restock(read))));

        Assert.Single(results.OfType<CommitResult.Committed>());
        Assert.All(results.OfType<CommitResult.Conflict>(), conflict => Assert.Equal(new CommitResult.Conflict("tv", 0), conflict));
        Assert.Equal(2, (await inventory.Store.FindAsync("tv", CancellationToken.None))?.Item.Version);
        Assert.Equal(2, (await inventory.ChangesAsync("tv")).Count);
    }

    [Fact]
    public async Task Commit_OneStaleItemAmongMany_StoresNothingAndNamesIt()
    {
        TestInventory inventory = await TestInventory.CreateAsync(azurite);
        IReadOnlyList<StoredItem> read = await inventory.AddAsync(0, 10);
        await inventory.CommitAsync(TestInventory.Restock(read[6]));

        CommitResult result = await inventory.CommitAsync([.. read.Select(TestInventory.Restock)]);

        Assert.Equal(new CommitResult.Conflict(read[6].Item.ItemId, 0), result);
        ItemPage page = await inventory.Store.ReadShardAsync(0, null, 100, CancellationToken.None);
        Assert.Equal([1, 1, 1, 1, 1, 1, 2, 1, 1, 1], page.Items.Select(stored => stored.Item.Version));
        Assert.Equal(2, (await inventory.ChangesAsync(read[0].Item.ItemId)).Count);
    }

    [Fact]
    public async Task Commit_CreatingWhatIsThereOrChangingWhatIsGone_IsAConflict()
    {
        TestInventory inventory = await TestInventory.CreateAsync(azurite);
        StoredItem read = await inventory.AddAsync(TestInventory.NewItem("tv"));

        Assert.Equal(new CommitResult.Conflict("tv", 0), await inventory.CommitAsync(new PlannedChange(null, TestInventory.NewItem("tv"))));
        Assert.IsType<CommitResult.Committed>(await inventory.CommitAsync(new PlannedChange(read, null)));
        Assert.Equal(new CommitResult.Conflict("tv", 0), await inventory.CommitAsync(new PlannedChange(read, null)));
        Assert.Equal(new CommitResult.Conflict("tv", 0), await inventory.CommitAsync(TestInventory.Restock(read)));

        Assert.Null(await inventory.Store.FindAsync("tv", CancellationToken.None));
        IReadOnlyList<ChangeSet> changes = await inventory.ChangesAsync("tv");
        Assert.Equal([new ItemChange(null, read.Item), new ItemChange(read.Item, null)], changes.SelectMany(set => set.Items));
    }

    [Fact]
    public async Task Commit_ChangeThatRemovesTheLastExecution_LeavesNoTraceOfIt()
    {
        TestInventory inventory = await TestInventory.CreateAsync(azurite);
        StoredItem read = await inventory.AddAsync(TestInventory.NewItem("tv") with { LastExecutionId = "run" });
        InventoryItem after = read.Item.NextVersion(TestInventory.Noon.AddHours(1)) with { LastExecutionId = null };

        await inventory.CommitAsync(new PlannedChange(read, after));

        Assert.Equal(after, (await inventory.Store.FindAsync("tv", CancellationToken.None))?.Item);
    }

    [Fact]
    public async Task Commit_RowAlongside_IsStoredWithTheItemsOrNotAtAll()
    {
        TestInventory inventory = await TestInventory.CreateAsync(azurite);
        StoredItem read = await inventory.AddAsync(TestInventory.NewItem("tv"));
        string partition = InventoryKeys.Partition(inventory.Store.ShardOf("tv"));
        TableTransactionAction cursor = new(TableTransactionActionType.Add, new TableEntity(partition, "cursor:1") { ["At"] = "tv" });

        CommitResult first = await CommitAsync(TestInventory.Restock(read));
        StoredItem now = Assert.IsType<CommitResult.Committed>(first).Items.Single();
        CommitResult second = await CommitAsync(TestInventory.Restock(now));

        Assert.Equal(new CommitResult.Conflict(null, 0), second);
        Assert.Equal(now, await inventory.Store.FindAsync("tv", CancellationToken.None));
        Assert.Equal("tv", (await inventory.Table.GetEntityAsync<TableEntity>(partition, "cursor:1")).Value.GetString("At"));

        Task<CommitResult> CommitAsync(PlannedChange change) => inventory.Store.CommitAsync(
            inventory.Store.ShardOf("tv"), [change], TestInventory.Cause, TestInventory.Noon, CancellationToken.None, cursor);
    }

    [Fact]
    public async Task Commit_Nothing_IsStoredAtOnce()
    {
        TestInventory inventory = await TestInventory.CreateAsync(azurite);

        CommitResult result = await inventory.Store.CommitAsync(0, [], TestInventory.Cause, TestInventory.Noon, CancellationToken.None);

        Assert.Empty(Assert.IsType<CommitResult.Committed>(result).Items);
        Assert.Empty(await inventory.Store.ReadChangesAsync(0, null, 10, CancellationToken.None));
    }
}
