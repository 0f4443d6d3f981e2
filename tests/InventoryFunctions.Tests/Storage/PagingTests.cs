using InventoryFunctions.Storage;
using InventoryFunctions.Testing;

namespace InventoryFunctions.Tests.Storage;

[Trait("Parity", "D7")]
public sealed class PagingTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(20)]
    [InlineData(21)]
    public async Task ReadShard_PageAfterPage_MeetsEachItemOnceInKeyOrder(int pageSize)
    {
        TestInventory inventory = await TestInventory.CreateAsync(azurite, shards: 2);
        await inventory.AddAsync(0, 20);
        await inventory.AddAsync(1, 3);

        List<string> met = [];
        string? after = null;
        do
        {
            ItemPage page = await inventory.Store.ReadShardAsync(0, after, pageSize, CancellationToken.None);
            Assert.InRange(page.Items.Count, 0, pageSize);
            met.AddRange(page.Items.Select(stored => stored.Item.ItemId));
            after = page.Next;
        }
        while (after is not null);

        Assert.Equal(inventory.IdsOf(0, 20), met);
    }

    [Fact]
    public async Task ReadRange_PageAfterPage_StaysWithinBothEnds()
    {
        TestInventory inventory = await TestInventory.CreateAsync(azurite, shards: 1);
        await inventory.AddAsync(0, 10);

        ItemPage first = await inventory.Store.ReadRangeAsync(0, "I000003", "I000007", null, 3, CancellationToken.None);
        ItemPage second = await inventory.Store.ReadRangeAsync(0, "I000003", "I000007", first.Next, 3, CancellationToken.None);

        Assert.Equal(["I000003", "I000004", "I000005"], first.Items.Select(stored => stored.Item.ItemId));
        Assert.Equal(["I000006", "I000007"], second.Items.Select(stored => stored.Item.ItemId));
        Assert.Null(second.Next);
    }

    [Fact]
    public async Task ReadShard_EmptyShard_IsAnEmptyLastPage()
    {
        TestInventory inventory = await TestInventory.CreateAsync(azurite);

        ItemPage page = await inventory.Store.ReadShardAsync(0, null, 10, CancellationToken.None);

        Assert.Empty(page.Items);
        Assert.Null(page.Next);
    }
}
