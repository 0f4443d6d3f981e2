using InventoryFunctions.Domain.Changes;
using InventoryFunctions.Domain.Inventory;
using InventoryFunctions.StockLevels;
using InventoryFunctions.Testing;
using InventoryFunctions.Tests.BatchUpdates;

namespace InventoryFunctions.Tests.StockLevels;

public sealed class MarkOutOfStockTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private const string ChangeId = "0199a5a5a5a57000a000000000000000";

    [Fact]
    [Trait("Parity", "B8")]
    public async Task Mark_NothingLeft_IsOutOfStockAndSaysWhy()
    {
        await using InventoryApp app = await StartAsync(stock: 0);

        Assert.True(await MarkAsync(app));

        Assert.Equal((StockStatus.OutOfStock, 2L), ((await app.FindAsync("tv"))!.Status, (await app.FindAsync("tv"))!.Version));
        Assert.Contains(
            new ChangeCause(ChangeCauseKind.StockLevelCheck, $"Check_Inventory_Level_{ChangeId}_tv"),
            (await app.Store.ReadChangesAsync(app.Store.ShardOf("tv"), null, 10, default)).Select(set => set.Cause));
    }

    [Fact]
    [Trait("Parity", "B8")]
    public async Task Mark_RunsAgain_ChangesNothingAndAnswersTheSame()
    {
        await using InventoryApp app = await StartAsync(stock: 0);

        Assert.True(await MarkAsync(app));
        Assert.True(await MarkAsync(app));

        Assert.Equal(2, (await app.FindAsync("tv"))!.Version);
    }

    [Fact]
    [Trait("Parity", "D8")]
    public async Task Mark_StockCameBackBefore_LeavesItInStock()
    {
        await using InventoryApp app = await StartAsync(stock: 0);
        await app.ChangeAsync("tv", item => item.WithStock(3));

        Assert.False(await MarkAsync(app));

        Assert.Equal((3, StockStatus.InStock), ((await app.FindAsync("tv"))!.Stock, (await app.FindAsync("tv"))!.Status));
    }

    [Fact]
    [Trait("Parity", "D8")]
    public async Task Mark_StockComesBackBetweenReadAndWrite_LeavesItInStock()
    {
        await using InventoryApp app = await StartAsync(stock: 0);
        int writes = 0;
        app.Traffic.Before = async call =>
        {
            if (call.Body.Contains(StockStatusNames.OutOfStock, StringComparison.Ordinal) && Interlocked.Increment(ref writes) == 1)
            {
                await app.ChangeAsync("tv", item => item.WithStock(3));
            }
        };

        Assert.False(await MarkAsync(app));

        Assert.Equal(1, writes);
        Assert.Equal((3, StockStatus.InStock), ((await app.FindAsync("tv"))!.Stock, (await app.FindAsync("tv"))!.Status));
    }

    [Fact]
    public async Task Mark_ItemIsGoneOrUnreadable_MarksNothing()
    {
        await using InventoryApp app = await StartAsync(stock: 0);
        await app.ChangeAsync("tv", _ => null);
        Assert.False(await MarkAsync(app));

        await app.AddBrokenRowAsync("tv");
        Assert.False(await MarkAsync(app));
    }

    [Theory]
    [InlineData("tv", $"Check_Inventory_Level_{ChangeId}_tv")]
    [InlineData("a b'c:d", $"Check_Inventory_Level_{ChangeId}_a b'c:d")]
    public void InstanceId_OfAnOrdinaryItem_NamesChangeAndItem(string itemId, string instanceId) =>
        Assert.Equal(instanceId, LevelChecks.InstanceIdOf(ChangeId, itemId));

    [Fact]
    public void InstanceId_OfALongItemId_IsShortAndItsOwn()
    {
        string one = LevelChecks.InstanceIdOf(ChangeId, new string('x', 128));

        Assert.InRange(one.Length, 60, 100);
        Assert.NotEqual(one, LevelChecks.InstanceIdOf(ChangeId, new string('x', 127)));
    }

    private async Task<InventoryApp> StartAsync(int stock)
    {
        InventoryApp app = await InventoryApp.StartAsync(azurite);
        await app.AddItemsAsync([BatchUpdates.Inventory.Item("tv", stock)]);
        return app;
    }

    private static Task<bool> MarkAsync(InventoryApp app) =>
        app.Function<MarkOutOfStock>().RunAsync(new LevelCheck(ChangeId, BatchUpdates.Inventory.Item("tv", 0)), CancellationToken.None);
}
