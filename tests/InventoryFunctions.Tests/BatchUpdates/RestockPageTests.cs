using Azure;
using InventoryFunctions.BatchUpdates;
using InventoryFunctions.Domain.Inventory;
using InventoryFunctions.Jobs;
using InventoryFunctions.Storage;
using InventoryFunctions.Testing;

namespace InventoryFunctions.Tests.BatchUpdates;

public sealed class RestockPageTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private const int Shard = 3;
    private const string Execution = "0193e5a0-0000-7000-8000-000000000001";

    [Fact]
    [Trait("Parity", "A3")]
    public async Task Run_PageOfItems_UpdatesEachInTransactionsOfTheBatchSize()
    {
        await using InventoryApp app = await InventoryApp.StartAsync(azurite);
        await AddAsync(app, 120);
        app.Traffic.Clear();

        RestockedPage done = await RunAsync(app, batchSize: 50);

        Assert.Equal(new RestockedPage(null, 1, 120, 0), done);
        Assert.Equal(3, app.Traffic.Calls.Count(call => call.WritesInventory));
        Assert.Equal(5, app.Traffic.Calls.Count);
        Assert.All(await app.AllItemsAsync(), item => Assert.Equal((110, 2, Execution), (item.Stock, item.Version, item.LastExecutionId)));
    }

    [Fact]
    public async Task Run_BatchSize100_LeavesRoomForTheChangeRow()
    {
        await using InventoryApp app = await InventoryApp.StartAsync(azurite);
        await AddAsync(app, 100);
        app.Traffic.Clear();

        RestockedPage done = await RunAsync(app, batchSize: 100);

        Assert.Equal(100, done.ItemsProcessed);
        Assert.Equal(2, app.Traffic.Calls.Count(call => call.WritesInventory));
    }

    [Fact]
    [Trait("Parity", "D7")]
    public async Task Run_MoreThanAPage_SaysWhereToGoOn()
    {
        await using InventoryApp app = await InventoryApp.StartAsync(azurite);
        IReadOnlyList<string> ids = await AddAsync(app, 1_010);

        RestockedPage first = await RunAsync(app, batchSize: 100);
        RestockedPage second = await RunAsync(app, batchSize: 100, after: first.Rest!.AfterItemId);

        Assert.Equal((1_000, new ShardRange(Shard, ids[999], Shard)), (first.ItemsProcessed, first.Rest));
        Assert.Equal(new RestockedPage(null, 1, 10, 0), second);
        Assert.All(await app.AllItemsAsync(), item => Assert.Equal(110, item.Stock));
    }

    [Fact]
    [Trait("Parity", "D7")]
    public async Task Run_SmallShards_ReadsThemTogetherAndCommitsEachAlone()
    {
        await using InventoryApp app = await InventoryApp.StartAsync(azurite);
        await app.AddItemsAsync(Inventory.Items(400));
        await BeginAsync(app, Execution);
        int inRange = (await app.AllItemsAsync()).Count(item => app.Store.ShardOf(item.ItemId) is >= 8 and <= 15);
        app.Traffic.Clear();

        RestockedPage done = await app.Function<RestockPage>().RunAsync(
            new PageToRestock(Execution, 10, 50, new ShardRange(8, null, 15)), CancellationToken.None);

        Assert.Equal(new RestockedPage(null, 8, inRange, 0), done);
        Assert.Equal(8, app.Traffic.Calls.Count(call => call.WritesInventory));
        Assert.Equal(10, app.Traffic.Calls.Count);
        Assert.All(await app.AllItemsAsync(), item => Assert.Equal(app.Store.ShardOf(item.ItemId) is >= 8 and <= 15 ? 110 : 100, item.Stock));
    }

    [Fact]
    [Trait("Parity", "D9")]
    public async Task Run_RunHasEnded_ChangesNothing()
    {
        await using InventoryApp app = await InventoryApp.StartAsync(azurite);
        await AddAsync(app, 5);
        await app.Get<BatchUpdateLedger>().ReleaseAsync(Execution, CancellationToken.None);

        await Assert.ThrowsAsync<BatchUpdateEndedException>(() => RunAsync(app));
        Assert.All(await app.AllItemsAsync(), item => Assert.Equal(100, item.Stock));
    }

    [Fact]
    [Trait("Parity", "D9")]
    public async Task Run_AnotherRunUpdatedTheItemMeanwhile_ChangesNothingMore()
    {
        await using InventoryApp app = await InventoryApp.StartAsync(azurite);
        IReadOnlyList<string> ids = await AddAsync(app, 5);
        StepIn(app, ids[2], 1, async () =>
        {
            await app.Get<BatchUpdateLedger>().ReleaseAsync(Execution, CancellationToken.None);
            await BeginAsync(app, "0193e5a0-0000-7000-8000-000000000002");
            await app.ChangeAsync(ids[2], item => item.WithStock(item.Stock + 10) with { LastExecutionId = "0193e5a0-0000-7000-8000-000000000002" });
        });

        await Assert.ThrowsAsync<BatchUpdateEndedException>(() => RunAsync(app));
        Assert.Equal(110, (await app.FindAsync(ids[2]))!.Stock);
        Assert.Equal(4, (await app.AllItemsAsync()).Count(item => item.Stock == 100));
    }

    [Fact]
    [Trait("Parity", "D9")]
    public async Task Run_Twice_ChangesNothingAndCountsTheSame()
    {
        await using InventoryApp app = await InventoryApp.StartAsync(azurite);
        await AddAsync(app, 30);
        await app.AddBrokenRowAsync(Inventory.IdsOfShard(Shard, 31)[30]);

        RestockedPage first = await RunAsync(app);
        RestockedPage second = await RunAsync(app);

        Assert.Equal(new RestockedPage(null, 1, 30, 1), first);
        Assert.Equal(first, second);
        Assert.All(await app.AllItemsAsync(), item => Assert.Equal((110, 2), (item.Stock, item.Version)));
        Assert.Single(await ErrorsAsync(app));
    }

    [Fact]
    [Trait("Parity", "D9")]
    [Trait("Parity", "A19")]
    public async Task Run_AfterAnAttemptThatDiedHalfway_FinishesTheRest()
    {
        await using InventoryApp app = await InventoryApp.StartAsync(azurite);
        await AddAsync(app, 90);
        int writes = 0;
        app.Traffic.Before = call => call.WritesInventory && ++writes == 2 ? throw new InvalidOperationException("the process died") : Task.CompletedTask;
        await Assert.ThrowsAsync<InvalidOperationException>(() => RunAsync(app, batchSize: 40));
        app.Traffic.Before = null;

        RestockedPage done = await RunAsync(app, batchSize: 40);

        Assert.Equal(90, done.ItemsProcessed);
        Assert.All(await app.AllItemsAsync(), item => Assert.Equal((110, 2), (item.Stock, item.Version)));
    }

    [Fact]
    [Trait("Parity", "A3")]
    public async Task Run_ItemsThatCannotBeUpdated_AreCountedAndNamedAndTheRestGoesOn()
    {
        await using InventoryApp app = await InventoryApp.StartAsync(azurite);
        IReadOnlyList<string> ids = await AddAsync(app, 12);
        await app.ChangeAsync(ids[4], item => item.WithStock(ItemRules.MaxQuantity - 5));
        await app.AddBrokenRowAsync(ids[7]);

        RestockedPage done = await RunAsync(app);

        Assert.Equal(new RestockedPage(null, 1, 10, 2), done);
        IReadOnlyList<JobError> errors = await ErrorsAsync(app);
        Assert.Equal([ids[4], ids[7]], errors.Select(error => error.Key));
        Assert.All(errors, error => Assert.NotEmpty(error.Rules));
        Assert.Equal(ItemRules.MaxQuantity - 5, (await app.FindAsync(ids[4]))!.Stock);
        Assert.Equal(110, (await app.FindAsync(ids[5]))!.Stock);
    }

    [Fact]
    [Trait("Parity", "D9")]
    public async Task Run_ItemChangedBetweenReadAndWrite_KeepsBothChanges()
    {
        await using InventoryApp app = await InventoryApp.StartAsync(azurite);
        IReadOnlyList<string> ids = await AddAsync(app, 20);
        StepIn(app, ids[6], 1, () => app.ChangeAsync(ids[6], item => item.WithStock(40)));

        RestockedPage done = await RunAsync(app);

        Assert.Equal(20, done.ItemsProcessed);
        Assert.Equal(50, (await app.FindAsync(ids[6]))!.Stock);
        Assert.Equal(19, (await app.AllItemsAsync()).Count(item => item.Stock == 110));
    }

    [Fact]
    public async Task Run_ItemDeletedBetweenReadAndWrite_IsNoFailure()
    {
        await using InventoryApp app = await InventoryApp.StartAsync(azurite);
        IReadOnlyList<string> ids = await AddAsync(app, 20);
        StepIn(app, ids[6], 1, () => app.ChangeAsync(ids[6], _ => null));

        Assert.Equal(new RestockedPage(null, 1, 19, 0), await RunAsync(app));
        Assert.Null(await app.FindAsync(ids[6]));
    }

    [Fact]
    [Trait("Parity", "A3")]
    public async Task Run_ConflictThatPersists_FailsThatItemOnly()
    {
        await using InventoryApp app = await InventoryApp.StartAsync(azurite);
        IReadOnlyList<string> ids = await AddAsync(app, 20);
        StepIn(app, ids[6], int.MaxValue, () => app.ChangeAsync(ids[6], item => item.WithStock(item.Stock + 1)));

        RestockedPage done = await RunAsync(app);

        Assert.Equal(new RestockedPage(null, 1, 19, 1), done);
        JobError error = Assert.Single(await ErrorsAsync(app));
        Assert.Equal(ids[6], error.Key);
        Assert.Contains("somebody else", error.Rules[0].Rule, StringComparison.Ordinal);
        Assert.Equal(19, (await app.AllItemsAsync()).Count(item => item.LastExecutionId == Execution));
    }

    [Fact]
    public async Task Run_ItemThatAnEarlierAttemptGaveUp_IsNoLongerNamedOnceItIsUpdated()
    {
        await using InventoryApp app = await InventoryApp.StartAsync(azurite);
        IReadOnlyList<string> ids = await AddAsync(app, 20);
        StepIn(app, ids[6], int.MaxValue, () => app.ChangeAsync(ids[6], item => item.WithStock(item.Stock + 1)));
        await RunAsync(app);
        app.Traffic.Before = null;

        Assert.Equal(new RestockedPage(null, 1, 20, 0), await RunAsync(app));
        Assert.Empty(await ErrorsAsync(app));
    }

    [Fact]
    [Trait("Parity", "A3")]
    [Trait("Parity", "A19")]
    public async Task Run_StorageRefusesOneItem_FailsThatItemOnly()
    {
        await using InventoryApp app = await InventoryApp.StartAsync(azurite);
        IReadOnlyList<string> ids = await AddAsync(app, 20);
        app.Traffic.Before = call => call.WritesInventory && call.IsAbout(ids[6])
            ? throw new RequestFailedException(400, "The entity is not to the service's taste.")
            : Task.CompletedTask;

        Assert.Equal(new RestockedPage(null, 1, 19, 1), await RunAsync(app));
        Assert.Equal(ids[6], Assert.Single(await ErrorsAsync(app)).Key);
    }

    [Fact]
    [Trait("Parity", "A8")]
    public async Task Run_StorageIsAway_Throws()
    {
        await using InventoryApp app = await InventoryApp.StartAsync(azurite);
        await AddAsync(app, 5);
        app.Traffic.Before = _ => throw new RequestFailedException(503, "Storage is down for a test.");

        await Assert.ThrowsAsync<RequestFailedException>(() => RunAsync(app));
    }

    private static async Task<IReadOnlyList<string>> AddAsync(InventoryApp app, int count)
    {
        IReadOnlyList<string> ids = Inventory.IdsOfShard(Shard, count);
        await app.AddItemsAsync(ids.Select(id => Inventory.Item(id)));
        await BeginAsync(app, Execution);
        return ids;
    }

    private static async Task BeginAsync(InventoryApp app, string executionId) => Assert.True(await app.Get<BatchUpdateLedger>().TryBeginAsync(
        new BatchUpdateRun { ExecutionId = executionId, Amount = 10, Since = app.Clock.GetUtcNow() }, CancellationToken.None));

    private static Task<RestockedPage> RunAsync(InventoryApp app, int batchSize = 50, string? after = null) =>
        app.Function<RestockPage>().RunAsync(new PageToRestock(Execution, 10, batchSize, new ShardRange(Shard, after, Shard)), CancellationToken.None);

    private static async Task<IReadOnlyList<JobError>> ErrorsAsync(InventoryApp app) =>
        (await app.Get<JobErrorStore>().ListErrorsAsync(Execution, 100, null, CancellationToken.None)).Items;

    // Before the step's own writes of the item, not before those of the one who steps in.
    private static void StepIn(InventoryApp app, string itemId, int times, Func<Task> act)
    {
        bool acting = false;
        app.Traffic.Before = async call =>
        {
            if (!acting && times > 0 && call.WritesInventory && call.IsAbout(itemId))
            {
                times--;
                acting = true;
                await act();
                acting = false;
            }
        };
    }
}
