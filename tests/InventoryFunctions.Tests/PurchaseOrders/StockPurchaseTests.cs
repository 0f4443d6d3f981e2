using Azure.Core;
using Azure.Data.Tables;
using InventoryFunctions.Domain.Changes;
using InventoryFunctions.Domain.Inventory;
using InventoryFunctions.Domain.PurchaseOrders;
using InventoryFunctions.PurchaseOrders;
using InventoryFunctions.Storage;
using InventoryFunctions.Testing;
using InventoryFunctions.Tests.BatchUpdates;
using InventoryFunctions.Tests.Importing;
using Microsoft.Extensions.Options;

namespace InventoryFunctions.Tests.PurchaseOrders;

/// <summary>What is approved comes into the stock once, however often and late the step runs, and wherever it is killed.</summary>
public sealed class StockPurchaseTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private static readonly PurchaseOrder Order = new()
    {
        PurchaseOrderId = "0199a5a5-a5a5-7000-a000-000000000000",
        ProductId = "tv",
        Quantity = 15,
        Status = PurchaseOrderStatus.Approved,
        RequestedAt = DateTimeOffset.UnixEpoch,
        ExpiresAt = DateTimeOffset.UnixEpoch.AddDays(30),
    };

    [Fact]
    [Trait("Parity", "B5")]
    public async Task Add_TwiceAndAtOnce_AddsOnceAndAnswersTheSame()
    {
        await using InventoryApp app = await StartAsync();

        PurchasedStock[] answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => AddAsync(app)));
        app.Clock.Advance(TimeSpan.FromDays(1));
        PurchasedStock late = await AddAsync(app);

        Assert.All(answers.Append(late), answer => Assert.Equal(new PurchasedStock(15, answers[0].At, null), answer));
        Assert.Equal((25, 2L), ((await app.FindAsync("tv"))!.Stock, (await app.FindAsync("tv"))!.Version));
        Assert.Single(await ChangesAsync(app), set => set.Cause == new ChangeCause(ChangeCauseKind.PurchaseOrder, Order.PurchaseOrderId));
    }

    [Fact]
    public async Task Add_OthersChangeTheItemMeanwhile_KeepsBoth()
    {
        await using InventoryApp app = await StartAsync();

        await Task.WhenAll(AddAsync(app), SellAsync());

        Assert.Equal(15, (await app.FindAsync("tv"))!.Stock);

        async Task SellAsync()
        {
            for (int sold = 0; sold < 10;)
            {
                StoredItem before = (await app.Store.FindAsync("tv", default))!;
                PlannedChange sale = new(before, before.Item.WithStock(before.Item.Stock - 1).NextVersion(app.Clock.GetUtcNow()));
                sold += await app.Store.CommitAsync(
                    app.Store.ShardOf("tv"), [sale], new ChangeCause(ChangeCauseKind.Request, "sale"), app.Clock.GetUtcNow(), default) is CommitResult.Committed ? 1 : 0;
            }
        }
    }

    /// <summary>Before and after each call to storage that the step makes: the process is gone, and the step runs again.</summary>
    [Fact]
    [Trait("Parity", "B5")]
    public async Task Add_KilledAtAnyCall_AddsOnceWhenItRunsAgain()
    {
        for (int call = 1, killed = 1; killed > 0; call++)
        {
            killed = 0;
            foreach (bool before in (bool[])[true, false])
            {
                string account = azurite.NewAccount();
                await using InventoryApp app = await StartAsync(account);
                if (await IsKilledAsync(app, account, call, before))
                {
                    killed++;
                }

                PurchasedStock answer = await AddAsync(app);

                Assert.Equal((15, 25, 2L), (answer.Added, (await app.FindAsync("tv"))!.Stock, (await app.FindAsync("tv"))!.Version));
            }

            Assert.True(killed > 0 || call > 2, "The step makes two calls at least.");
        }
    }

    [Fact]
    public async Task Add_ItemIsGone_StaysWithIt()
    {
        await using InventoryApp app = await InventoryApp.StartAsync(azurite);

        PurchasedStock none = await AddAsync(app);
        await app.AddItemsAsync([BatchUpdates.Inventory.Item("tv", 10)]);
        PurchasedStock late = await AddAsync(app);

        Assert.Equal((null, "Nothing was added: there is no item tv any more."), (none.Added, none.Note));
        Assert.Equal(none, late);
        Assert.Equal(10, (await app.FindAsync("tv"))!.Stock);
    }

    [Fact]
    public async Task Add_ItemIsDeletedAfterwards_AnswersTheSameAgain()
    {
        await using InventoryApp app = await StartAsync();
        PurchasedStock added = await AddAsync(app);
        await app.ChangeAsync("tv", _ => null);

        Assert.Equal(added, await AddAsync(app));
    }

    [Fact]
    public async Task Add_ItemIsUnreadable_SaysWhy()
    {
        await using InventoryApp app = await InventoryApp.StartAsync(azurite);
        await app.AddBrokenRowAsync("tv");

        PurchasedStock none = await AddAsync(app);

        Assert.Null(none.Added);
        Assert.StartsWith("Nothing was added: item tv is unreadable (", none.Note, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Add_MoreThanAStockHolds_AddsWhatItHoldsAndSaysSo()
    {
        await using InventoryApp app = await InventoryApp.StartAsync(azurite);
        await app.AddItemsAsync([BatchUpdates.Inventory.Item("tv", ItemRules.MaxQuantity - 5)]);

        PurchasedStock some = await AddAsync(app);

        Assert.Equal((5, ItemRules.MaxQuantity), (some.Added, (await app.FindAsync("tv"))!.Stock));
        Assert.Contains("of 15 pieces 5 were added", some.Note, StringComparison.Ordinal);
        Assert.Equal(some, await AddAsync(app));
    }

    [Fact]
    public async Task AddPurchasedStock_OrderIsNotApproved_AddsNothing()
    {
        await using InventoryApp app = await StartAsync();
        string id = (await app.Get<PurchaseOrderStore>().RequestAsync(new PurchaseRequest("o1", "tv", 10, 5, null), default)).PurchaseOrderId!;

        Assert.Null(await app.Function<AddPurchasedStock>().RunAsync(id, default));

        Assert.Equal(10, (await app.FindAsync("tv"))!.Stock);
    }

    private static Task<PurchasedStock> AddAsync(InventoryApp app) => app.Get<StockPurchases>().AddAsync(Order, default);

    private static async Task<bool> IsKilledAsync(InventoryApp app, string account, int call, bool before)
    {
        int calls = 0;
        StorageHook hook = new();
        Func<Request, Task> die = _ => Interlocked.Increment(ref calls) == call ? throw new ProcessKilledException() : Task.CompletedTask;
        (hook.Before, hook.After) = before ? (die, (Func<Request, Task>?)null) : (null, die);
        TableClientOptions options = new();
        options.AddPolicy(hook, HttpPipelinePosition.PerCall);
        TableServiceClient tables = new(account, options);
        StockPurchases dying = new(tables, new InventoryStore(tables, app.Get<IOptions<InventoryOptions>>()), app.Get<PurchaseOrderMetrics>(), app.Clock);
        try
        {
            await dying.AddAsync(Order, default);
            return false;
        }
        catch (ProcessKilledException)
        {
            return true;
        }
    }

    private static Task<IReadOnlyList<ChangeSet>> ChangesAsync(InventoryApp app) => app.Store.ReadChangesAsync(app.Store.ShardOf("tv"), null, 100, default);

    private Task<InventoryApp> StartAsync() => StartAsync(azurite.NewAccount());

    private static async Task<InventoryApp> StartAsync(string account)
    {
        InventoryApp app = await InventoryApp.StartAsync(account, new ManualTimeProvider());
        await app.AddItemsAsync([BatchUpdates.Inventory.Item("tv", 10)]);
        return app;
    }
}
