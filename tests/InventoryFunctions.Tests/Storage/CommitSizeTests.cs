using Azure.Data.Tables;
using InventoryFunctions.Domain.Changes;
using InventoryFunctions.Domain.Inventory;
using InventoryFunctions.Storage;
using InventoryFunctions.Testing;

namespace InventoryFunctions.Tests.Storage;

public sealed class CommitSizeTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private static readonly TableLimits Tight = TableLimits.Azure with { TransactionBytes = 30_000 };

    [Fact]
    public async Task Commit_LargestItemsThereAre_FitOneTransactionOfAzure()
    {
        TestInventory inventory = await TestInventory.CreateAsync(azurite, shards: 1);
        Random random = new(1);
        PlannedChange[] changes = [.. Enumerable.Range(0, 99).Select(i => new PlannedChange(null, TestInventory.NewItem($"{i:D3}{Letters(125)}") with
        {
            Name = Letters(ItemRules.MaxNameLength),
            Category = Letters(ItemRules.MaxCategoryLength),
        }))];

        CommitResult.Committed created = Assert.IsType<CommitResult.Committed>(await inventory.CommitAsync(changes));
        Assert.IsType<CommitResult.Committed>(await inventory.CommitAsync(
            [.. created.Items.Select(item => new PlannedChange(item, item.Item.NextVersion(TestInventory.Noon) with { Name = Letters(512) }))]));

        IReadOnlyList<ChangeSet> sets = await inventory.Store.ReadChangesAsync(0, null, 10, CancellationToken.None);
        Assert.Equal([99, 99], sets.Select(set => set.Items.Count));
        ChangeSet renamed = Assert.Single(sets, set => set.Items[0].Before is not null);
        Assert.Equal(created.Items.Select(item => item.Item), renamed.Items.Select(change => change.Before));

        // Letters that take three bytes each, and no two names alike: nothing compresses well.
        string Letters(int count) => string.Create(count, random, (text, r) =>
        {
            for (int i = 0; i < text.Length; i++)
            {
                text[i] = (char)r.Next(0x4E00, 0x9FA5);
            }
        });
    }

    [Fact]
    public async Task Commit_TooLargeForOneTransaction_IsCutAndStoredWhole()
    {
        TestInventory inventory = await TestInventory.CreateAsync(azurite, shards: 1, limits: Tight);
        PlannedChange[] changes = [.. inventory.IdsOf(0, 60).Select(id => new PlannedChange(null, TestInventory.NewItem(id)))];

        CommitResult result = await inventory.CommitAsync(changes);

        Assert.Equal(changes.Select(change => change.After), Assert.IsType<CommitResult.Committed>(result).Items.Select(stored => stored.Item));
        IReadOnlyList<ChangeSet> sets = await inventory.Store.ReadChangesAsync(0, null, 100, CancellationToken.None);
        Assert.InRange(sets.Count, 2, 59);
        Assert.Equal(changes.Select(change => change.ItemId).Order(), sets.SelectMany(set => set.Items).Select(change => change.ItemId).Order());
    }

    [Fact]
    public async Task Commit_ConflictBehindACut_SaysHowManyAreStored()
    {
        TestInventory inventory = await TestInventory.CreateAsync(azurite, shards: 1, limits: Tight);
        string[] ids = inventory.IdsOf(0, 60);
        await inventory.AddAsync(TestInventory.NewItem(ids[59]));

        CommitResult result = await inventory.CommitAsync([.. ids.Select(id => new PlannedChange(null, TestInventory.NewItem(id)))]);

        CommitResult.Conflict conflict = Assert.IsType<CommitResult.Conflict>(result);
        Assert.Equal(ids[59], conflict.ItemId);
        Assert.InRange(conflict.CommittedItems, 1, 59);
        ItemPage page = await inventory.Store.ReadShardAsync(0, null, 100, CancellationToken.None);
        Assert.Equal([.. ids.Take(conflict.CommittedItems), ids[59]], page.Items.Select(stored => stored.Item.ItemId));
    }

    [Fact]
    public async Task Commit_OneChangeLargerThanATransaction_IsRefused()
    {
        TestInventory inventory = await TestInventory.CreateAsync(azurite, shards: 1, limits: TableLimits.Azure with { TransactionBytes = 500 });

        await Assert.ThrowsAsync<ArgumentException>(() => inventory.CommitAsync(new PlannedChange(null, TestInventory.NewItem("tv"))));

        Assert.Empty(await inventory.Table.QueryAsync<TableEntity>().ToListAsync());
    }
}
