using Azure.Data.Tables;
using InventoryFunctions.Domain.Inventory;
using InventoryFunctions.Storage;
using InventoryFunctions.Testing;

namespace InventoryFunctions.Tests.Storage;

/// <summary>What Azure would refuse, and the emulator in part would not, is refused before it is sent.</summary>
public sealed class CommitRefusalTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    [Fact]
    public async Task Commit_MoreThanATransactionHolds_IsRefused()
    {
        TestInventory inventory = await TestInventory.CreateAsync(azurite, shards: 1);
        PlannedChange[] changes = [.. inventory.IdsOf(0, 100).Select(id => new PlannedChange(null, TestInventory.NewItem(id)))];

        await RefusedAsync(inventory, changes);
        Assert.IsType<CommitResult.Committed>(await inventory.CommitAsync(changes[..99]));
    }

    [Fact]
    public async Task Commit_RowAlongsideAFullTransaction_IsRefused()
    {
        TestInventory inventory = await TestInventory.CreateAsync(azurite, shards: 1);
        PlannedChange[] changes = [.. inventory.IdsOf(0, 99).Select(id => new PlannedChange(null, TestInventory.NewItem(id)))];

        await RefusedAsync(inventory, changes, new TableEntity("s000", "cursor:1"));
    }

    [Fact]
    public async Task Commit_AcrossPartitions_IsRefused()
    {
        TestInventory inventory = await TestInventory.CreateAsync(azurite, shards: 2);
        string[] ids = [.. inventory.IdsOf(0, 1), .. inventory.IdsOf(1, 1)];

        await RefusedAsync(inventory, [.. ids.Select(id => new PlannedChange(null, TestInventory.NewItem(id)))]);
        await RefusedAsync(inventory, [new PlannedChange(null, TestInventory.NewItem(ids[0]))], new TableEntity("s001", "cursor:1"));
    }

    [Fact]
    public async Task Commit_TheSameItemTwice_IsRefused()
    {
        TestInventory inventory = await TestInventory.CreateAsync(azurite, shards: 1);
        PlannedChange change = new(null, TestInventory.NewItem("tv"));

        await RefusedAsync(inventory, [change, change]);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(2, 1)]
    [InlineData(1, -1)]
    public async Task Commit_WrongVersionOrBrokenRule_IsRefused(long version, int stock)
    {
        TestInventory inventory = await TestInventory.CreateAsync(azurite, shards: 1);
        InventoryItem item = TestInventory.NewItem("tv", stock) with { Version = version };

        await RefusedAsync(inventory, [new PlannedChange(null, item)]);
    }

    private static async Task RefusedAsync(TestInventory inventory, PlannedChange[] changes, TableEntity? alongside = null)
    {
        TableTransactionAction? action = alongside is null ? null : new(TableTransactionActionType.Add, alongside);
        await Assert.ThrowsAsync<ArgumentException>(() => inventory.Store.CommitAsync(
            0, changes, TestInventory.Cause, TestInventory.Noon, CancellationToken.None, action));
        Assert.Empty(await inventory.Table.QueryAsync<TableEntity>().ToListAsync());
    }
}
