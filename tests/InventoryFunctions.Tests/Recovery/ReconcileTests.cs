using Azure;
using Azure.Data.Tables;
using InventoryFunctions.Domain.Changes;
using InventoryFunctions.Domain.Inventory;
using InventoryFunctions.Domain.Recovery;
using InventoryFunctions.Domain.Reservations;
using InventoryFunctions.Recovery;
using InventoryFunctions.Reservations;
using InventoryFunctions.Storage;
using InventoryFunctions.Testing;
using InventoryFunctions.Tests.Importing;

namespace InventoryFunctions.Tests.Recovery;

public sealed class ReconcileTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private DateTimeOffset _since;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Reconcile_NothingWrittenPastTheApp_FindsNoDrift(bool journaled)
    {
        await using ImportApp app = await LiveAsync(journaled);

        (ReconcileCounts counts, IReadOnlyList<Drift> drifts) = await RunAsync(app);

        Assert.Empty(drifts);
        Assert.Equal(new ReconcileCounts(4, 0, 0), counts);
    }

    [Theory]
    [InlineData(DriftKind.BrokenChain)]
    [InlineData(DriftKind.StockMismatch)]
    [InlineData(DriftKind.ItemDiffers)]
    [InlineData(DriftKind.ItemUnrecorded)]
    [InlineData(DriftKind.ItemMissing)]
    [InlineData(DriftKind.ItemUnreadable)]
    [InlineData(DriftKind.ReservationMissing)]
    [InlineData(DriftKind.ReservationUnrecorded)]
    [InlineData(DriftKind.ReservationDiffers)]
    [InlineData(DriftKind.ReservationUnreadable)]
    [InlineData(DriftKind.ChangeUnreadable)]
    public async Task Reconcile_SomethingDoneBehindTheAppsBack_IsFound(DriftKind kind)
    {
        await using ImportApp app = await LiveAsync(journaled: true);
        await DamageAsync(app, kind);

        (ReconcileCounts counts, IReadOnlyList<Drift> drifts) = await RunAsync(app);

        Assert.Equal(kind, Assert.Single(drifts).Kind);
        Assert.Equal((kind == DriftKind.ChangeUnreadable ? 0 : 1, 1), (counts.Drifting, counts.Drifts));
    }

    [Fact]
    public async Task Reconcile_MoreItemsThanAPiece_ComparesEachOnce()
    {
        await using ImportApp app = await ImportApp.StartAsync(azurite, shards: 1);
        _since = app.Clock.GetUtcNow();
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        const int Items = ShardReconciliation.ItemsAtOnce + 500;
        await app.ImportAsync("itemId,stock\n" + string.Concat(Enumerable.Range(0, Items).Select(i => $"item{i:D5},{i}\n")));
        await UpdateAsync(app, InventoryKeys.ItemRow("item00007"), row => row["Stock"] = 8);
        await UpdateAsync(app, InventoryKeys.ItemRow($"item{Items - 1:D5}"), row => row["Stock"] = 8);

        (ReconcileCounts counts, IReadOnlyList<Drift> drifts) = await RunAsync(app);

        Assert.Equal(new ReconcileCounts(Items, 2, 2), counts);
        Assert.Equal(["item00007", $"item{Items - 1:D5}"], drifts.Select(drift => drift.ItemId));
    }

    [Fact]
    public async Task Reconcile_WhileOthersChangeTheItems_FindsNoDrift()
    {
        await using ImportApp app = await ImportApp.StartAsync(azurite, shards: 1);
        _since = app.Clock.GetUtcNow();
        string[] items = ["tv", "radio", "desk"];
        foreach (string itemId in items)
        {
            await RestoreRun.PutAsync(app, new InventoryItem { ItemId = itemId, Stock = 1000 });
        }

        using CancellationTokenSource stop = new();
        Task[] others = [.. items.Select(itemId => ChangeAsync(app, itemId, stop.Token)), JournalAsync(app, stop.Token)];
        for (int i = 0; i < 15; i++)
        {
            (_, IReadOnlyList<Drift> drifts) = await RunAsync(app);
            Assert.Empty(drifts);
        }

        await stop.CancelAsync();
        await Task.WhenAll(others);
    }

    private static async Task ChangeAsync(ImportApp app, string itemId, CancellationToken stop)
    {
        ReservationStore orders = app.Get<ReservationStore>();
        for (int i = 0; !stop.IsCancellationRequested; i++)
        {
            await orders.ReserveAsync(new ReserveCommand($"o{i}", itemId, 1), CancellationToken.None);
            if (i % 3 > 0)
            {
                await orders.EndAsync($"o{i}", itemId, i % 3 == 1 ? ReservationEnd.Release : ReservationEnd.Confirm, CancellationToken.None);
            }
        }
    }

    private static async Task JournalAsync(ImportApp app, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            await RestoreRun.JournalAsync(app);
        }
    }

    /// <summary>Items come, change and go; orders reserve, confirm and release.</summary>
    private async Task<ImportApp> LiveAsync(bool journaled)
    {
        ImportApp app = await ImportApp.StartAsync(azurite);
        await app.PutAsync(new InventoryItem { ItemId = "before", Stock = 1, LastUpdated = app.Clock.GetUtcNow() });
        _since = app.Clock.GetUtcNow();
        foreach (int stock in (int[])[10, 20, 30])
        {
            await RestoreRun.PutAsync(app, new InventoryItem { ItemId = "tv", Stock = stock });
            await RestoreRun.PutAsync(app, new InventoryItem { ItemId = "radio", Stock = stock });
        }

        await RestoreRun.PutAsync(app, new InventoryItem { ItemId = "gone", Stock = 1 });
        await RestoreRun.PutAsync(app, "gone", null);
        ReservationStore orders = app.Get<ReservationStore>();
        foreach (string order in (string[])["open", "confirmed", "released"])
        {
            app.Clock.Advance(TimeSpan.FromMilliseconds(1));
            await orders.ReserveAsync(new ReserveCommand(order, "tv", 2), CancellationToken.None);
        }

        await RestoreRun.BuyAsync(app, "tv", 7);
        await orders.EndAsync("confirmed", "tv", ReservationEnd.Confirm, CancellationToken.None);
        await orders.EndAsync("released", "tv", ReservationEnd.Release, CancellationToken.None);
        if (journaled)
        {
            await RestoreRun.JournalAsync(app);
        }

        return app;
    }

    private static async Task DamageAsync(ImportApp app, DriftKind kind)
    {
        TableClient table = app.Tables.GetTableClient(InventoryStore.TableName);
        string partition = InventoryKeys.Partition(app.Store.ShardOf("tv"));
        string reservation = InventoryKeys.ReservationRow("open", "tv");
        Reservation another = new()
        {
            OrderId = "another",
            ItemId = "tv",
            Quantity = 1,
            State = ReservationState.Open,
            DecidedAt = app.Clock.GetUtcNow(),
        };
        InventoryItem item = new() { ItemId = "another", Version = 1, LastUpdated = app.Clock.GetUtcNow() };
        await (kind switch
        {
            DriftKind.BrokenChain => ChangeJournalAsync(app, set => set.Items.Any(change => change.ItemId == "radio" && change.After?.Version == 2), _ => null),
            DriftKind.StockMismatch => ChangeJournalAsync(
                app,
                set => set.Reservations.Any(step => step.OrderId == "confirmed" && step.To == ReservationState.Open),
                set => set with { Reservations = [.. set.Reservations.Select(step => step with { Quantity = step.Quantity + 1 })] }),
            DriftKind.ItemDiffers => UpdateAsync(app, InventoryKeys.ItemRow("tv"), row => row["Stock"] = 999),
            DriftKind.ItemUnrecorded => table.AddEntityAsync(ItemRow.Write(InventoryKeys.Partition(app.Store.ShardOf("another")), item)),
            DriftKind.ItemMissing => table.DeleteEntityAsync(partition, InventoryKeys.ItemRow("tv"), ETag.All),
            DriftKind.ItemUnreadable => UpdateAsync(app, InventoryKeys.ItemRow("tv"), row => row["Stock"] = "many"),
            DriftKind.ReservationMissing => table.DeleteEntityAsync(partition, reservation, ETag.All),
            DriftKind.ReservationUnrecorded => table.AddEntityAsync(ReservationRow.Write(partition, another)),
            DriftKind.ReservationDiffers => UpdateAsync(app, reservation, row => row["Quantity"] = 5),
            DriftKind.ReservationUnreadable => UpdateAsync(app, reservation, row => row["Quantity"] = "many"),
            _ => table.AddEntityAsync(new TableEntity(partition, InventoryKeys.SetAsidePrefix + "nonsense")),
        });
    }

    private static async Task UpdateAsync(ImportApp app, string rowKey, Action<TableEntity> change)
    {
        TableClient table = app.Tables.GetTableClient(InventoryStore.TableName);
        TableEntity row = (await table.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"RowKey eq {rowKey}")).ToListAsync()).Single();
        change(row);
        await table.UpdateEntityAsync(row, row.ETag, TableUpdateMode.Replace);
    }

    private static async Task ChangeJournalAsync(ImportApp app, Func<ChangeSet, bool> which, Func<ChangeSet, ChangeSet?> change)
    {
        TableClient journal = app.Tables.GetTableClient(InventoryJournal.TableName);
        TableEntity row = (await journal.QueryAsync<TableEntity>().ToListAsync()).Single(row => which(ChangeRow.Read(row)));
        await journal.DeleteEntityAsync(row.PartitionKey, row.RowKey, ETag.All);
        if (change(ChangeRow.Read(row)) is { } changed)
        {
            await app.Get<InventoryJournal>().WriteAsync(
                [ChangeRow.Write(row.PartitionKey[..row.PartitionKey.IndexOf(':', StringComparison.Ordinal)], changed, TableLimits.Azure)!], CancellationToken.None);
        }
    }

    /// <summary>The steps of a reconciliation one by one, without an orchestration; each step twice, as may happen.</summary>
    private async Task<(ReconcileCounts Counts, IReadOnlyList<Drift> Drifts)> RunAsync(ImportApp app)
    {
        string executionId = Guid.CreateVersion7(app.Clock.GetUtcNow()).ToString();
        ShardReconciliation shards = app.Get<ShardReconciliation>();
        ReconcileCounts counts = ReconcileCounts.None;
        for (int shard = 0; shard < app.Store.ShardCount; shard++)
        {
            string? after = null;
            do
            {
                PieceToReconcile piece = new(executionId, _since, shard, after);
                await shards.RunAsync(piece, CancellationToken.None);
                ReconciledPiece compared = await shards.RunAsync(piece, CancellationToken.None);
                counts = counts.Plus(compared.Counts);
                after = compared.Last;
            }
            while (after is not null);
        }

        ListPage<Drift> page = await app.Get<ReconcileReport>().ListAsync(executionId, null, 1000, null, CancellationToken.None);
        await app.Get<ReconcileReport>().RemoveAllAsync(executionId, CancellationToken.None);
        Assert.Equal(0, await app.CountRowsAsync(ReconcileReport.TableName));
        return (counts, page.Items);
    }
}
