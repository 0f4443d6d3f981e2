using Azure.Data.Tables;
using InventoryFunctions.Domain.Inventory;
using InventoryFunctions.Storage;
using InventoryFunctions.Testing;

namespace InventoryFunctions.Tests.Storage;

public sealed class ItemRoundTripTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    [Theory]
    [InlineData("0")]
    [InlineData("19.99")]
    [InlineData("0.1")]
    [InlineData("0.0001")]
    [InlineData("999999999.9999")]
    [InlineData("1000000000")]
    [Trait("Parity", "A4")]
    [Trait("Parity", "A19")]
    public async Task Price_ThereAndBack_IsExact(string text)
    {
        decimal price = decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
        TestInventory inventory = await TestInventory.CreateAsync(azurite);
        await inventory.AddAsync(TestInventory.NewItem("tv") with { Price = price });

        Assert.Equal(price, (await inventory.Store.FindAsync("tv", CancellationToken.None))?.Item.Price);
    }

    [Fact]
    public async Task Item_ThereAndBack_IsTheSameToTheTick()
    {
        InventoryItem item = TestInventory.NewItem("tv") with
        {
            Status = StockStatus.OutOfStock,
            Stock = 0,
            LastUpdated = new DateTimeOffset(2026, 3, 4, 5, 6, 7, TimeSpan.FromHours(2)).AddTicks(1234567),
            LastExecutionId = "0198aaaa-0000-7000-8000-000000000000",
        };
        TestInventory inventory = await TestInventory.CreateAsync(azurite);
        StoredItem added = await inventory.AddAsync(item);

        StoredItem? found = await inventory.Store.FindAsync("tv", CancellationToken.None);

        Assert.Equal(item, found?.Item);
        Assert.Equal(TimeSpan.Zero, found?.Item.LastUpdated.Offset);
        Assert.Equal(added.ETag, found?.ETag);
    }

    [Theory]
    [InlineData("a b")]
    [InlineData(" a ")]
    [InlineData("it's")]
    [InlineData("''")]
    [InlineData("50%")]
    [InlineData("%25")]
    [InlineData("a+b&c=d")]
    [InlineData("(x),\"y\";z:~|<>[]{}^`")]
    [InlineData("naïve 漢字")]
    [InlineData("gift 🎁")]
    [Trait("Parity", "A10")]
    public async Task ItemId_KeyCharacters_AreFoundByEveryRead(string itemId)
    {
        TestInventory inventory = await TestInventory.CreateAsync(azurite);
        StoredItem added = await inventory.AddAsync(TestInventory.NewItem(itemId));
        int shard = inventory.Store.ShardOf(itemId);

        Assert.IsType<CommitResult.Committed>(await inventory.CommitAsync(TestInventory.Restock(added)));

        Assert.Equal(20, (await inventory.Store.FindAsync(itemId, CancellationToken.None))?.Item.Stock);
        Assert.Equal([itemId], Ids(await inventory.Store.ReadShardAsync(shard, null, 10, CancellationToken.None)));
        Assert.Empty(Ids(await inventory.Store.ReadShardAsync(shard, itemId, 10, CancellationToken.None)));
        Assert.Equal([itemId], Ids(await inventory.Store.ReadRangeAsync(shard, itemId, itemId, null, 10, CancellationToken.None)));
        Assert.Equal([itemId, itemId], (await inventory.ChangesAsync(itemId)).SelectMany(set => set.Items).Select(change => change.ItemId));
    }

    // Rows outlive the program. What they are called, and how, may not change by renaming a member.
    [Fact]
    public async Task Row_OfAnItem_HasTheNamesAndTypesItAlwaysHad()
    {
        TestInventory inventory = await TestInventory.CreateAsync(azurite);
        await inventory.AddAsync(TestInventory.NewItem("tv") with { LastExecutionId = "run" });

        TableEntity row = await inventory.Table.GetEntityAsync<TableEntity>("s003", "item:tv");

        Dictionary<string, object?> expected = new()
        {
            ["Name"] = "Name of tv",
            ["Category"] = "Books",
            ["Price"] = "19.99",
            ["Stock"] = 10,
            ["Threshold"] = 2,
            ["MinPurchaseQuantity"] = 5,
            ["Status"] = "IN STOCK",
            ["Version"] = 1L,
            ["LastUpdated"] = TestInventory.Noon,
            ["LastExecutionId"] = "run",
        };
        Assert.Equal(expected, expected.Keys.ToDictionary(name => name, name => row.TryGetValue(name, out object? value) ? value : null));
    }

    private static IEnumerable<string> Ids(ItemPage page) => page.Items.Select(stored => stored.Item.ItemId);
}
