using Azure.Core;
using Azure.Data.Tables;
using InventoryFunctions.Domain.Changes;
using InventoryFunctions.Domain.Importing;
using InventoryFunctions.Domain.Inventory;
using InventoryFunctions.Importing;
using InventoryFunctions.Jobs;
using InventoryFunctions.Storage;
using InventoryFunctions.Testing;

namespace InventoryFunctions.Tests.Importing;

public sealed class ShardImportTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    [Fact]
    public async Task Apply_NewItems_AreCreatedWithTheirCauseInTheHistory()
    {
        await using ImportApp app = await ImportApp.StartAsync(azurite);

        ImportManifest import = await app.StageAsync("itemId,name,category,price,stock,threshold,minPurchaseQuantity\nlamp,Lamp,Light,9.95,5,1,2\n");
        ImportCounts counts = await app.ApplyAsync(import);

        Assert.Equal(new ImportCounts(1, 0, 0, 0), counts);
        Assert.Equal(
            new InventoryItem
            {
                ItemId = "lamp",
                Name = "Lamp",
                Category = "Light",
                Price = 9.95m,
                Stock = 5,
                Threshold = 1,
                MinPurchaseQuantity = 2,
                Version = 1,
                LastUpdated = app.Clock.GetUtcNow(),
            },
            await app.FindAsync("lamp"));
        ChangeSet change = Assert.Single(await app.Store.ReadChangesAsync(app.Store.ShardOf("lamp"), null, 10, CancellationToken.None));
        Assert.Equal(new ChangeCause(ChangeCauseKind.Import, import.ExecutionId), change.Cause);
    }

    [Fact]
    public async Task Apply_ColumnsNotGiven_StayAsTheyAre()
    {
        await using ImportApp app = await ImportApp.StartAsync(azurite);
        await app.PutAsync(new InventoryItem { ItemId = "lamp", Name = "Lamp", Price = 3, Stock = 7 });

        await app.ImportAsync("price,itemId\n4.50,lamp\n");

        InventoryItem? lamp = await app.FindAsync("lamp");
        Assert.Equal(("Lamp", 4.50m, 7, 2L), (lamp?.Name, lamp?.Price, lamp?.Stock, lamp?.Version));
    }

    [Fact]
    public async Task Apply_UnchangedRows_MakeNoNewVersion()
    {
        await using ImportApp app = await ImportApp.StartAsync(azurite);
        const string File = "itemId,stock\na,1\nb,2\nc,3\n";
        await app.ImportAsync(File);

        ImportCounts counts = await app.ImportAsync(File);

        Assert.Equal(new ImportCounts(0, 0, 3, 0), counts);
        Assert.All(await app.ItemsAsync(), item => Assert.Equal(1, item.Version));
    }

    [Fact]
    public async Task Apply_SameItemInManyChunks_FollowsTheFilesOrder()
    {
        await using ImportApp app = await ImportApp.StartAsync(azurite, shards: 1);
        string rows = string.Concat(Enumerable.Range(0, 400).Select(i => $"item{i % 150},{i}\n"));

        await app.ImportAsync("itemId,stock\n" + rows);
        ImportCounts added = await app.ImportAsync("itemId,stock\n" + string.Concat(Enumerable.Repeat("item0,2\n", 300)), ImportMode.Add);

        Assert.Equal(300 + (2 * 300), (await app.FindAsync("item0"))?.Stock);
        Assert.Equal(399, (await app.FindAsync("item99"))?.Stock);
        Assert.Equal(349, (await app.FindAsync("item49"))?.Stock);
        Assert.Equal(300, added.Changed);
    }

    [Fact]
    [Trait("Parity", "D12")]
    public async Task Apply_StockBelowZeroInTheMiddle_OthersApplyAndTheRowIsReported()
    {
        await using ImportApp app = await ImportApp.StartAsync(azurite);
        await app.PutAsync(new InventoryItem { ItemId = "b", Stock = 3 });

        ImportManifest import = await app.StageAsync("itemId,stock\na,1\nb,-4\nc,2\n", ImportMode.Add);
        ImportCounts counts = await app.ApplyAsync(import);

        Assert.Equal(new ImportCounts(2, 0, 0, 1), counts);
        Assert.Equal(3, (await app.FindAsync("b"))?.Stock);
        JobError error = Assert.Single(await app.ErrorsAsync(import));
        Assert.Equal("0000000003", error.Key);
        Assert.EndsWith("but 3 - 4 is -1 (item b)", Assert.Single(error.Rules).Rule, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Parity", "D9")]
    public async Task Apply_KilledAfterAnyTransaction_AppliesEachRowOnce()
    {
        const int Items = 250;
        string file = "itemId,stock\n" + string.Concat(Enumerable.Range(0, Items).Select(i => $"item{i},{(i == 7 ? -1 : 5)}\n"));
        for (int killAfter = 1; killAfter <= 3; killAfter++)
        {
            await using ImportApp app = await ImportApp.StartAsync(azurite, shards: 1);
            ImportManifest import = await app.StageAsync(file, ImportMode.Add);
            KillAfter(app, killAfter);
            await Assert.ThrowsAsync<ProcessKilledException>(() => app.ApplyAsync(import));
            app.Hook.After = null;

            ImportCounts counts = await app.ApplyAsync(import);

            Assert.Equal(new ImportCounts(Items - 1, 0, 0, 1), counts);
            IReadOnlyList<InventoryItem> items = await app.ItemsAsync();
            Assert.Equal(Items - 1, items.Count);
            Assert.All(items, item => Assert.Equal((5, 1L), (item.Stock, item.Version)));
            Assert.Equal("0000000009", Assert.Single(await app.ErrorsAsync(import)).Key);
        }
    }

    [Fact]
    [Trait("Parity", "D9")]
    public async Task Apply_TwiceAtOnce_AppliesEachRowOnce()
    {
        await using ImportApp app = await ImportApp.StartAsync(azurite, shards: 1);
        ImportManifest import = await app.StageAsync(
            "itemId,stock\n" + string.Concat(Enumerable.Range(0, 1000).Select(i => $"item{i % 400},1\n")), ImportMode.Add);

        ImportCounts[] counts = await Task.WhenAll(app.ApplyAsync(import), app.ApplyAsync(import), app.ApplyAsync(import));

        Assert.Equal(1000, (await app.ItemsAsync()).Sum(item => item.Stock));
        Assert.All(counts, each => Assert.Equal(new ImportCounts(400, 600, 0, 0), each));
    }

    [Fact]
    public async Task Apply_AfterTheImportWasCleanedUp_ChangesNothing()
    {
        await using ImportApp app = await ImportApp.StartAsync(azurite, shards: 1);
        ImportManifest import = await app.StageAsync("itemId,stock\na,1\n", ImportMode.Add);
        await app.ApplyAsync(import);
        await app.Get<ImportStaging>().RemoveAsync(import.ExecutionId, CancellationToken.None);
        await app.Get<ImportCursors>().RemoveAsync(import.ExecutionId, import.Shards, CancellationToken.None);

        await app.ApplyAsync(import);

        Assert.Equal(1, (await app.FindAsync("a"))?.Stock);
    }

    [Fact]
    [Trait("Parity", "D9")]
    public async Task Apply_ImportEndsBeforeALateCommit_AppliesNothingAgain()
    {
        await using ImportApp app = await ImportApp.StartAsync(azurite, shards: 1);
        ImportManifest import = await app.StageAsync("itemId,stock\na,1\nb,1\n", ImportMode.Add);
        OnceBefore(app, IsBatch, async () =>
        {
            await app.ApplyAsync(import);
            await app.Get<ImportStaging>().RemoveAsync(import.ExecutionId, CancellationToken.None);
            await app.Get<ImportCursors>().RemoveAsync(import.ExecutionId, import.Shards, CancellationToken.None);
        });

        await Assert.ThrowsAsync<InvalidOperationException>(() => app.ApplyAsync(import));

        Assert.All(await app.ItemsAsync(), item => Assert.Equal((1, 1L), (item.Stock, item.Version)));
        Assert.Equal(1, (await app.FindAsync("b"))?.Stock);
    }

    [Fact]
    [Trait("Parity", "D9")]
    public async Task Apply_OtherAttemptGoesOnAfterAChunkOfErrors_AppliesEachRowOnce()
    {
        // A whole chunk of rows that are refused: it moves the cursor without a transaction.
        await using ImportApp app = await ImportApp.StartAsync(azurite, shards: 1);
        string refused = string.Concat(Enumerable.Range(0, StagedChunk.MaxRows).Select(i => $"none{i},-1\n"));
        ImportManifest import = await app.StageAsync("itemId,stock\n" + refused + "a,1\n", ImportMode.Add);
        bool moved = false;
        bool other = false;
        app.Hook.After = async request =>
        {
            if (!moved && request.Method == RequestMethod.Put)
            {
                moved = true;
            }
            else if (moved && !other)
            {
                // After the errors are listed, before the next chunk.
                other = true;
                await app.ApplyAsync(import);
            }
        };

        ImportCounts counts = await app.ApplyAsync(import);

        Assert.True(other);
        Assert.Equal(new ImportCounts(1, 0, 0, StagedChunk.MaxRows), counts);
        Assert.Equal((1, 1L), ((await app.FindAsync("a"))!.Stock, (await app.FindAsync("a"))!.Version));
    }

    [Fact]
    public async Task Apply_ItemChangedBetweenReadAndCommit_DecidesAgain()
    {
        await using ImportApp app = await ImportApp.StartAsync(azurite, shards: 1);
        await app.PutAsync(new InventoryItem { ItemId = "a", Stock = 10 });
        ImportManifest import = await app.StageAsync("itemId,stock\na,-4\nb,1\n", ImportMode.Add);
        bool done = false;
        app.Hook.Before = async request =>
        {
            if (IsBatch(request) && !done)
            {
                done = true;
                await app.PutAsync(new InventoryItem { ItemId = "a", Stock = 5 });
            }
        };

        ImportCounts counts = await app.ApplyAsync(import);

        Assert.Equal(new ImportCounts(1, 1, 0, 0), counts);
        Assert.Equal((1, 3L), ((await app.FindAsync("a"))!.Stock, (await app.FindAsync("a"))!.Version));
    }

    [Fact]
    public async Task Apply_ItemThatNeverStandsStill_IsReportedAndOthersApply()
    {
        await using ImportApp app = await ImportApp.StartAsync(azurite, shards: 1);
        await app.PutAsync(new InventoryItem { ItemId = "a", Stock = 0 });
        ImportManifest import = await app.StageAsync("itemId,stock\na,1\nb,1\n", ImportMode.Add);
        int stock = 100;
        app.Hook.Before = async request =>
        {
            if (IsBatch(request))
            {
                await app.PutAsync(new InventoryItem { ItemId = "a", Stock = ++stock });
            }
        };

        ImportCounts counts = await app.ApplyAsync(import);

        Assert.Equal(new ImportCounts(1, 0, 0, 1), counts);
        Assert.Contains("was changed by others", Assert.Single(Assert.Single(await app.ErrorsAsync(import)).Rules).Rule, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Apply_UnreadableRow_IsReportedAndStays()
    {
        await using ImportApp app = await ImportApp.StartAsync(azurite, shards: 1);
        TableClient inventory = app.Tables.GetTableClient(InventoryStore.TableName);
        await inventory.AddEntityAsync(new TableEntity(InventoryKeys.Partition(0), InventoryKeys.ItemRow("a")) { ["Stock"] = "many" });

        ImportManifest import = await app.StageAsync("itemId,stock\na,1\nb,1\n");

        Assert.Equal(new ImportCounts(1, 0, 0, 1), await app.ApplyAsync(import));
        Assert.Contains("unreadable", Assert.Single(Assert.Single(await app.ErrorsAsync(import)).Rules).Rule, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ImportMode.Set)]
    [InlineData(ImportMode.Add)]
    public async Task DryRun_SaysWhatTheRealRunThenDoes(ImportMode mode)
    {
        await using ImportApp app = await ImportApp.StartAsync(azurite);
        await app.ImportAsync("itemId,stock\n" + string.Concat(Enumerable.Range(0, 100).Select(i => $"item{i},{i}\n")));
        IReadOnlyList<InventoryItem> before = await app.ItemsAsync();
        string file = "itemId,stock,price\n" + string.Concat(Enumerable.Range(0, 600).Select(i => $"item{i % 300},{(mode == ImportMode.Add ? (i % 7) - 4 : i % 100)},{i % 3}\n"));

        ImportManifest dry = await app.StageAsync(file, mode, dryRun: true);
        ImportCounts said = await app.ApplyAsync(dry);

        Assert.Equal(before, await app.ItemsAsync());
        ImportManifest real = await app.StageAsync(file, mode);
        Assert.Equal(said, await app.ApplyAsync(real));
        Assert.Equal(
            (await app.ErrorsAsync(dry)).Select(error => (error.Key, error.Rules[0])), (await app.ErrorsAsync(real)).Select(error => (error.Key, error.Rules[0])));
        Assert.NotEqual(before, await app.ItemsAsync());
    }

    [Fact]
    public async Task Apply_ManyItems_ReadsThemWithFewCalls()
    {
        await using ImportApp app = await ImportApp.StartAsync(azurite, shards: 1);
        string file = "itemId,stock\n" + string.Concat(Enumerable.Range(0, 980).Select(i => $"item{i},1\n"));
        await app.ImportAsync(file);
        ImportManifest import = await app.StageAsync(file, ImportMode.Add);
        int calls = 0;
        int transactions = 0;
        app.Hook.Before = request =>
        {
            calls++;
            transactions += IsBatch(request) ? 1 : 0;
            return Task.CompletedTask;
        };

        await app.ApplyAsync(import);

        Assert.Equal(10, transactions);
        Assert.InRange(calls, 1, 20);
    }

    private static bool IsBatch(Request request) => request.Uri.Path.EndsWith("$batch", StringComparison.Ordinal);

    private static void OnceBefore(ImportApp app, Func<Request, bool> call, Func<Task> act)
    {
        bool done = false;
        app.Hook.Before = async request =>
        {
            if (call(request) && !done)
            {
                done = true;
                await act();
            }
        };
    }

    private static void KillAfter(ImportApp app, int transactions)
    {
        int seen = 0;
        app.Hook.After = request => IsBatch(request) && ++seen == transactions
            ? Task.FromException(new ProcessKilledException())
            : Task.CompletedTask;
    }
}
