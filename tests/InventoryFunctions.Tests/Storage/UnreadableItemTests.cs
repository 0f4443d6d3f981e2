using InventoryFunctions.Domain.Inventory;
using InventoryFunctions.Storage;
using InventoryFunctions.Testing;

namespace InventoryFunctions.Tests.Storage;

[Trait("Parity", "D12")]
public sealed class UnreadableItemTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    [Theory]
    [InlineData("Stock", "12", "stock")]
    [InlineData("Stock", -1, "stock")]
    [InlineData("Stock", 1.5, "stock")]
    [InlineData("Stock", null, "stock")]
    [InlineData("Stock", 3_000_000_000L, "stock")]
    [InlineData("Threshold", true, "threshold")]
    [InlineData("MinPurchaseQuantity", -5, "minPurchaseQuantity")]
    [InlineData("Price", 19.99, "price")]
    [InlineData("Price", "cheap", "price")]
    [InlineData("Price", "-1", "price")]
    [InlineData("Status", "MAYBE", "status")]
    [InlineData("Version", null, "version")]
    [InlineData("LastUpdated", "yesterday", "lastUpdated")]
    [InlineData("Name", 7, "name")]
    public async Task ReadShard_BadRow_ReportsTheRuleAndReadsTheRest(string property, object? value, string field)
    {
        TestInventory inventory = await TestInventory.CreateAsync(azurite, shards: 1);
        await inventory.AddAsync(0, 3);
        await inventory.SpoilAsync("I000001", property, value);

        ItemPage page = await inventory.Store.ReadShardAsync(0, null, 10, CancellationToken.None);

        Assert.Equal(["I000000", "I000002"], page.Items.Select(stored => stored.Item.ItemId));
        UnreadableItem bad = Assert.Single(page.Unreadable);
        Assert.Equal(("I000001", field), (bad.ItemId, bad.Rule.Field));
        Assert.Equal(bad, (await inventory.Store.LookUpAsync("I000001", CancellationToken.None)).Unreadable);
        await Assert.ThrowsAsync<InvalidDataException>(() => inventory.Store.FindAsync("I000001", CancellationToken.None));
    }

    [Fact]
    public async Task ReadShard_BadRowAtThePageEnd_IsNotReadTwice()
    {
        TestInventory inventory = await TestInventory.CreateAsync(azurite, shards: 1);
        await inventory.AddAsync(0, 4);
        await inventory.SpoilAsync("I000001", "Stock", -1);

        ItemPage first = await inventory.Store.ReadShardAsync(0, null, 2, CancellationToken.None);
        ItemPage second = await inventory.Store.ReadShardAsync(0, first.Next, 2, CancellationToken.None);

        Assert.Equal("I000001", first.Next);
        Assert.Equal(["I000002", "I000003"], second.Items.Select(stored => stored.Item.ItemId));
        Assert.Empty(second.Unreadable);
    }

    [Fact]
    public async Task Commit_ReplacingABadRow_RepairsItAndGoesOnFromItsVersion()
    {
        TestInventory inventory = await TestInventory.CreateAsync(azurite, shards: 1);
        await inventory.AddAsync(TestInventory.NewItem("tv"));
        await inventory.SpoilAsync("tv", "Stock", "many");
        UnreadableItem bad = (await inventory.Store.LookUpAsync("tv", CancellationToken.None)).Unreadable!;
        InventoryItem repaired = TestInventory.NewItem("tv") with { Version = 2, LastUpdated = TestInventory.Noon.AddHours(1) };

        Assert.IsType<CommitResult.Committed>(await inventory.CommitAsync(new PlannedChange(null, repaired) { Unreadable = bad }));

        Assert.Equal(repaired, (await inventory.Store.FindAsync("tv", CancellationToken.None))?.Item);
    }
}
