using Azure.Core;
using InventoryFunctions.Domain.Changes;
using InventoryFunctions.Domain.Inventory;
using InventoryFunctions.Domain.Jobs;
using InventoryFunctions.Domain.Recovery;
using InventoryFunctions.Domain.Reservations;
using InventoryFunctions.Jobs;
using InventoryFunctions.Reservations;
using InventoryFunctions.Storage;
using InventoryFunctions.Testing;
using InventoryFunctions.Tests.Importing;

namespace InventoryFunctions.Tests.Recovery;

public sealed class RestoreTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(1);

    [Theory]
    [Trait("Parity", "A10")]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Restore_ChangedCreatedAndDeletedSince_EachItemIsAsItWas(bool journaled)
    {
        await using ImportApp app = await ImportApp.StartAsync(azurite);
        Dictionary<string, InventoryItem> then = await ChangeEverythingAsync(app);
        if (journaled)
        {
            await RestoreRun.JournalAsync(app);
        }

        RestoreCounts counts = await RestoreRun.ToAsync(app, app.Clock.GetUtcNow() - Minute);

        Assert.Equal(new RestoreCounts(Changed: 2, Recreated: 1, Removed: 1, Unchanged: 1, Kept: 0, Failed: 0), counts);
        Assert.Equal(then, await RestoreRun.StateAsync(app));

        // Again: nothing is left to do, and no version is raised.
        IReadOnlyList<InventoryItem> restored = await app.ItemsAsync();
        await RestoreRun.ToAsync(app, app.Clock.GetUtcNow() - Minute);
        Assert.Equal(restored, await app.ItemsAsync());
    }

    [Fact]
    public async Task Restore_Committed_StandsInTheHistoryWithItsCause()
    {
        await using ImportApp app = await ImportApp.StartAsync(azurite);
        await ChangeEverythingAsync(app);
        RestoreRun run = new(app, app.Clock.GetUtcNow() - Minute);
        await run.BeginAsync();
        await run.EndAsync(await run.ApplyAsync());

        HistoryEntry last = (await app.Get<InventoryFunctions.Recovery.ItemHistory>().ReadAsync("price", 1, null, CancellationToken.None)).Items.Single();
        Assert.Equal(new ChangeCause(ChangeCauseKind.Restore, run.ExecutionId), last.Cause);
        Assert.Equal(new FieldChange("price", 2m, 1m), Assert.Single(last.Changes));
        JobRecord? job = await app.Get<JobStore>().FindAsync(run.ExecutionId, CancellationToken.None);
        Assert.Equal((JobStatus.Completed, 5L, 0L, 2L), (job?.Status, job?.ItemsProcessed, job?.ItemsFailed, job?.Restore?.Changed));
    }

    [Fact]
    [Trait("Parity", "D1")]
    public async Task Restore_OrdersSince_StayTakenAndAreReported()
    {
        await using ImportApp app = await ImportApp.StartAsync(azurite);
        ReservationStore orders = app.Get<ReservationStore>();
        await RestoreRun.PutAsync(app, new InventoryItem { ItemId = "tv", Stock = 10 });
        await RestoreRun.PutAsync(app, new InventoryItem { ItemId = "short", Stock = 1 });
        await orders.ReserveAsync(new ReserveCommand("before", "tv", 3), CancellationToken.None);
        app.Clock.Advance(Moment);
        app.Clock.Advance(Minute);
        DateTimeOffset asOf = app.Clock.GetUtcNow();
        app.Clock.Advance(Minute);
        await RestoreRun.PutAsync(app, new InventoryItem { ItemId = "tv", Stock = 100 });
        await RestoreRun.PutAsync(app, new InventoryItem { ItemId = "short", Stock = 100 });
        await RestoreRun.PutAsync(app, new InventoryItem { ItemId = "new", Stock = 5 });
        await orders.ReserveAsync(new ReserveCommand("open", "tv", 4), CancellationToken.None);
        app.Clock.Advance(Moment);
        await orders.ReserveAsync(new ReserveCommand("gone", "tv", 2), CancellationToken.None);
        app.Clock.Advance(Moment);
        await orders.EndAsync("gone", "tv", ReservationEnd.Confirm, CancellationToken.None);
        app.Clock.Advance(Moment);
        await orders.EndAsync("before", "tv", ReservationEnd.Release, CancellationToken.None);
        app.Clock.Advance(Moment);
        await orders.ReserveAsync(new ReserveCommand("many", "short", 20), CancellationToken.None);
        app.Clock.Advance(Moment);
        await orders.ReserveAsync(new ReserveCommand("of the new", "new", 1), CancellationToken.None);
        app.Clock.Advance(Moment);
        RestoreRun run = new(app, asOf);
        await run.BeginAsync();

        RestoreCounts counts = await run.ApplyAsync();

        Assert.Equal(new RestoreCounts(Changed: 2, 0, 0, 0, Kept: 1, 0), counts);
        Assert.Equal(7 - 4 - 2 + 3, (await app.FindAsync("tv"))?.Stock);
        Assert.Equal((0, StockStatus.OutOfStock), ((await app.FindAsync("short"))?.Stock, (await app.FindAsync("short"))?.Status));
        Assert.Equal(4, (await app.FindAsync("new"))?.Stock);
        IReadOnlyDictionary<string, ItemRestoration> report = await run.ReportAsync();
        Assert.Equal(
            new ItemRestoration { ItemId = "tv", Action = RestoreAction.Changed, RecordedStock = 7, ReservedSince = 6, ReturnedSince = 3, Stock = 4 },
            report["tv"]);
        Assert.Equal((1, 20L, 0, 19L), (report["short"].RecordedStock, report["short"].ReservedSince, report["short"].Stock, report["short"].Shortfall));
        Assert.Equal((RestoreAction.Kept, RestoreDecision.HeldByOrders), (report["new"].Action, report["new"].Reason));

        // What is still open can still come back.
        Assert.Equal(3, (await orders.ListOpenAsync(null, 10, null, CancellationToken.None)).Items.Count);
        await orders.EndAsync("open", "tv", ReservationEnd.Release, CancellationToken.None);
        app.Clock.Advance(Moment);
        Assert.Equal(8, (await app.FindAsync("tv"))?.Stock);
    }

    [Fact]
    [Trait("Parity", "B5")]
    public async Task Restore_BoughtSince_StaysAndIsReported()
    {
        await using ImportApp app = await ImportApp.StartAsync(azurite);
        await RestoreRun.PutAsync(app, new InventoryItem { ItemId = "tv", Stock = 10 });
        await RestoreRun.PutAsync(app, new InventoryItem { ItemId = "none", Stock = 0, Status = StockStatus.OutOfStock });
        DateTimeOffset asOf = app.Clock.GetUtcNow();
        app.Clock.Advance(Minute);
        await RestoreRun.PutAsync(app, new InventoryItem { ItemId = "tv", Stock = 1 });
        await RestoreRun.PutAsync(app, new InventoryItem { ItemId = "new", Stock = 0 });
        foreach (string itemId in (string[])["tv", "none", "new"])
        {
            await RestoreRun.BuyAsync(app, itemId, 25);
        }

        await RestoreRun.PutAsync(app, new InventoryItem { ItemId = "tv", Stock = 3 });
        RestoreRun run = new(app, asOf);
        await run.BeginAsync();

        RestoreCounts counts = await run.ApplyAsync();

        // Item "none" is as bought already.
        Assert.Equal(new RestoreCounts(Changed: 1, 0, 0, Unchanged: 1, Kept: 1, 0), counts);
        Assert.Equal(35, (await app.FindAsync("tv"))?.Stock);
        Assert.Equal((25, StockStatus.InStock), ((await app.FindAsync("none"))?.Stock, (await app.FindAsync("none"))?.Status));
        IReadOnlyDictionary<string, ItemRestoration> report = await run.ReportAsync();
        Assert.Equal(
            new ItemRestoration { ItemId = "tv", Action = RestoreAction.Changed, RecordedStock = 10, ReceivedSince = 25, Stock = 35 }, report["tv"]);
        Assert.Equal((RestoreAction.Kept, RestoreDecision.Bought), (report["new"].Action, report["new"].Reason));

        // Again: nothing more comes in.
        await run.EndAsync(counts);
        Assert.Equal(0, (await RestoreRun.ToAsync(app, asOf)).Changed);
    }

    [Fact]
    public async Task Restore_KilledBeforeOrAfterAnyStorageCall_GoesOnAndCountsEachItemOnce()
    {
        await using ImportApp app = await ImportApp.StartAsync(azurite, shards: 1);
        bool finished = false;
        for (int call = 1; !finished; call++)
        {
            foreach (bool before in (bool[])[true, false])
            {
                Dictionary<string, InventoryItem> then = await ChangeEverythingAsync(app);
                RestoreRun run = new(app, app.Clock.GetUtcNow() - Minute);
                await run.BeginAsync();
                int calls = 0;
                Task Count(Request _) => ++calls == call ? throw new ProcessKilledException() : Task.CompletedTask;
                app.Hook.Before = before ? Count : null;
                app.Hook.After = before ? null : Count;
                try
                {
                    await run.ApplyAsync();
                    finished = true;
                }
                catch (ProcessKilledException)
                {
                }

                app.Hook.Before = app.Hook.After = null;
                RestoreCounts counts = await run.ApplyAsync();
                await run.EndAsync(counts);

                Assert.Equal(new RestoreCounts(Changed: 2, Recreated: 1, Removed: 1, Unchanged: 1, Kept: 0, Failed: 0), counts);
                Assert.Equal(then, await RestoreRun.StateAsync(app));
                Assert.Equal(RestoreAction.Recreated, (await run.ReportAsync())["deleted"].Action);
                Assert.Equal(RestoreAction.Changed, (await run.ReportAsync())["price"].Action);
            }
        }
    }

    [Fact]
    public async Task Restore_ItemChangesBeforeTheCommit_DecidesAgain()
    {
        await using ImportApp app = await ImportApp.StartAsync(azurite, shards: 1);
        Dictionary<string, InventoryItem> then = await ChangeEverythingAsync(app);
        int interruptions = 0;
        app.Hook.Before = async request =>
        {
            if (request.Uri.Path.EndsWith("$batch", StringComparison.Ordinal) && request.Content is not null && interruptions < 3)
            {
                interruptions++;
                await RestoreRun.PutAsync(app, new InventoryItem { ItemId = "price", Price = 50 + interruptions, Stock = 1 });
            }
        };

        RestoreCounts counts = await RestoreRun.ToAsync(app, app.Clock.GetUtcNow() - Minute);

        Assert.Equal(3, interruptions);
        Assert.Equal(0, counts.Failed);
        Assert.Equal(then, await RestoreRun.StateAsync(app));
    }

    [Fact]
    public async Task Restore_AnotherAttemptCommitsFirst_ReportsWhatThatOneDid()
    {
        await using ImportApp app = await ImportApp.StartAsync(azurite, shards: 1);
        Dictionary<string, InventoryItem> then = await ChangeEverythingAsync(app);
        RestoreRun run = new(app, app.Clock.GetUtcNow() - Minute);
        await run.BeginAsync();
        bool overtaken = false;
        app.Hook.Before = async request =>
        {
            if (request.Uri.Path.EndsWith("$batch", StringComparison.Ordinal) && !overtaken)
            {
                overtaken = true;
                await run.ApplyAsync();
                await RestoreRun.JournalAsync(app);
            }
        };

        RestoreCounts counts = await run.ApplyAsync();

        Assert.True(overtaken);
        Assert.Equal(new RestoreCounts(Changed: 2, Recreated: 1, Removed: 1, Unchanged: 1, Kept: 0, Failed: 0), counts);
        Assert.Equal(then, await RestoreRun.StateAsync(app));
        IReadOnlyDictionary<string, ItemRestoration> report = await run.ReportAsync();
        Assert.Equal(
            (RestoreAction.Changed, RestoreAction.Recreated, RestoreAction.Removed),
            (report["price"].Action, report["deleted"].Action, report["created"].Action));
    }

    [Fact]
    public async Task Restore_TwiceAtOnce_RestoresAndCountsEachItemOnce()
    {
        await using ImportApp app = await ImportApp.StartAsync(azurite, shards: 1);
        for (int i = 0; i < 300; i++)
        {
            await RestoreRun.PutAsync(app, new InventoryItem { ItemId = $"item{i}", Stock = 1 });
        }

        app.Clock.Advance(Minute);
        DateTimeOffset asOf = app.Clock.GetUtcNow();
        app.Clock.Advance(Minute);
        await app.ImportAsync("itemId,stock\n" + string.Concat(Enumerable.Range(0, 300).Select(i => $"item{i},9\n")));
        RestoreRun run = new(app, asOf);
        await run.BeginAsync();

        RestoreCounts[] counts = await Task.WhenAll(run.ApplyAsync(), run.ApplyAsync());

        Assert.All(counts, each => Assert.Equal(RestoreCounts.None with { Changed = 300 }, each));
        Assert.All(await app.ItemsAsync(), item => Assert.Equal((1, 3L), (item.Stock, item.Version)));
    }

    [Fact]
    public async Task Restore_LateAttemptAfterItsEnd_ChangesNothing()
    {
        await using ImportApp app = await ImportApp.StartAsync(azurite, shards: 1);
        await ChangeEverythingAsync(app);
        RestoreRun run = new(app, app.Clock.GetUtcNow() - Minute);
        await run.BeginAsync();
        RestoreCounts counts = await run.ApplyAsync();
        await run.EndAsync(counts);
        app.Clock.Advance(Minute);
        await RestoreRun.PutAsync(app, new InventoryItem { ItemId = "price", Price = 77 });

        await Assert.ThrowsAsync<InvalidOperationException>(() => run.ApplyAsync());

        Assert.Equal(77, (await app.FindAsync("price"))?.Price);
    }

    [Fact]
    public async Task Restore_DryRun_SaysWhatItWouldDoAndChangesNothing()
    {
        await using ImportApp app = await ImportApp.StartAsync(azurite);
        await ChangeEverythingAsync(app);
        IReadOnlyList<InventoryItem> items = await app.ItemsAsync();
        RestoreRun run = new(app, app.Clock.GetUtcNow() - Minute, dryRun: true);
        await run.BeginAsync();

        RestoreCounts counts = await run.ApplyAsync();

        Assert.Equal(new RestoreCounts(Changed: 2, Recreated: 1, Removed: 1, Unchanged: 1, Kept: 0, Failed: 0), counts);
        Assert.Equal(items, await app.ItemsAsync());
        Assert.Equal(5, (await run.ReportAsync()).Count);
    }

    [Fact]
    public async Task Restore_ItemWrittenPastTheApplication_IsLeftAndReported()
    {
        await using ImportApp app = await ImportApp.StartAsync(azurite, shards: 1);
        await ChangeEverythingAsync(app);
        Azure.Data.Tables.TableClient table = app.Tables.GetTableClient(InventoryStore.TableName);
        await table.UpdateEntityAsync(
            new Azure.Data.Tables.TableEntity("s000", InventoryKeys.ItemRow("price")) { ["Stock"] = 12345 }, Azure.ETag.All);
        RestoreRun run = new(app, app.Clock.GetUtcNow() - Minute);
        await run.BeginAsync();

        RestoreCounts counts = await run.ApplyAsync();

        Assert.Equal((1L, 1L), (counts.Failed, counts.Changed));
        Assert.Equal(12345, (await app.FindAsync("price"))?.Stock);
        JobError error = Assert.Single((await app.Get<JobErrorStore>().ListErrorsAsync(run.ExecutionId, 10, null, CancellationToken.None)).Items);
        Assert.Equal("price", error.Key);
    }

    /// <summary>
    /// Leaves, a minute apart, a state to come back to and another one: a price and a stock changed, an item changed and changed back, one deleted, one
    /// created. The first is answered; the moment of it is a minute ago.
    /// </summary>
    private static async Task<Dictionary<string, InventoryItem>> ChangeEverythingAsync(ImportApp app)
    {
        app.Clock.Advance(Minute);
        await RestoreRun.PutAsync(app, new InventoryItem { ItemId = "price", Price = 1, Stock = 1 });
        await RestoreRun.PutAsync(app, new InventoryItem { ItemId = "stock", Name = "S", Category = "C", Stock = 5, Threshold = 2, MinPurchaseQuantity = 3 });
        await RestoreRun.PutAsync(app, new InventoryItem { ItemId = "back", Stock = 8 });
        await RestoreRun.PutAsync(app, new InventoryItem { ItemId = "deleted", Stock = 0, Status = StockStatus.OutOfStock });
        await RestoreRun.PutAsync(app, new InventoryItem { ItemId = "same", Stock = 4 });
        Dictionary<string, InventoryItem> then = await RestoreRun.StateAsync(app);
        app.Clock.Advance(Minute);
        await RestoreRun.PutAsync(app, new InventoryItem { ItemId = "price", Price = 2, Stock = 1 });
        await RestoreRun.PutAsync(app, new InventoryItem { ItemId = "stock", Name = "T", Category = "D", Stock = 50, Threshold = 20, MinPurchaseQuantity = 30 });
        await RestoreRun.PutAsync(app, new InventoryItem { ItemId = "back", Stock = 80 });
        await RestoreRun.PutAsync(app, new InventoryItem { ItemId = "back", Stock = 8 });
        await RestoreRun.PutAsync(app, new InventoryItem { ItemId = "created", Stock = 8 });
        await RestoreRun.PutAsync(app, "deleted", null);
        app.Clock.Advance(Moment);
        return then;
    }
}
