using System.Diagnostics;
using System.Globalization;
using InventoryFunctions.BatchUpdates;
using InventoryFunctions.Domain.BatchUpdates;
using InventoryFunctions.Domain.Inventory;
using InventoryFunctions.Domain.Recovery;
using InventoryFunctions.Domain.Reservations;
using InventoryFunctions.Jobs;
using InventoryFunctions.Reservations;
using InventoryFunctions.Storage;
using InventoryFunctions.Testing;
using InventoryFunctions.Tests.Importing;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit.Abstractions;

namespace InventoryFunctions.Tests.Recovery;

public sealed class RestoreMonthTests(AzuriteFixture azurite, ITestOutputHelper output) : IClassFixture<AzuriteFixture>
{
    // With 5,000 (26,290 changes) it passes as well, in minutes: on 16 shards the emulator's one thread is busy for 17 s with the month and for 7 s with each
    // restore. Of what a restore waits for, 44 % are reads of table Inventory, 26 % the rows of its report, 21 % the items' changes.
    private const string ItemsVariable = "MONTH_ITEMS";
    private const int DefaultItems = 750;
    private const int ShardsOfMany = 16;
    private const int Days = 30;
    private const int Moments = 10;

    private static readonly int Items =
        int.TryParse(Environment.GetEnvironmentVariable(ItemsVariable), NumberStyles.None, CultureInfo.InvariantCulture, out int given) ? given : DefaultItems;

    private readonly Random _random = new(20261122);
    private readonly List<(DateTimeOffset Time, string ItemId, int Pieces)> _orders = [];
    private readonly List<(DateTimeOffset Time, Dictionary<string, InventoryItem> State)> _recorded = [];
    private int _done;

    [Fact]
    [Trait("Parity", "A10")]
    public async Task Restore_ToTenSecondsOfAMonthOfJobsOrdersAndImports_EachIsTheStateRecordedThen()
    {
        await using ImportApp app = await ImportApp.StartAsync(azurite, Items > DefaultItems ? ShardsOfMany : 2);
        long start = Stopwatch.GetTimestamp();
        await app.ImportAsync("itemId,name,price,stock\n" + string.Concat(Enumerable.Range(0, Items).Select(i => $"item{i:D4},Item {i},{i % 50}.5,{i % 40}\n")));
        HashSet<int> moments = [.. Enumerable.Range(0, Days * 4).OrderBy(_ => _random.Next()).Take(Moments)];
        for (int part = 0; part < Days * 4; part++)
        {
            await LiveAsync(app, part);
            app.Clock.Advance(TimeSpan.FromSeconds(_random.Next(1, 6 * 60 * 60)));
            if (moments.Contains(part))
            {
                _recorded.Add((app.Clock.GetUtcNow(), await RestoreRun.StateAsync(app)));
                app.Clock.Advance(TimeSpan.FromSeconds(1));
            }

            if (part % 28 == 27)
            {
                await RestoreRun.JournalAsync(app);
            }
        }

        output.WriteLine($"{Items} items, {_done} changes and {_orders.Count} steps of orders in {Stopwatch.GetElapsedTime(start).TotalSeconds:F1} s");
        start = Stopwatch.GetTimestamp();
        foreach ((DateTimeOffset time, Dictionary<string, InventoryItem> state) in _recorded.OrderBy(_ => _random.Next()))
        {
            RestoreRun run = new(app, time);
            await run.BeginAsync();
            RestoreCounts counts = await run.ApplyAtOnceAsync();
            await run.EndAsync(counts);

            Assert.Equal((0L, 0L), (counts.Failed, counts.Kept));
            Assert.Equal(Expected(time, state), await RestoreRun.StateAsync(app));
            app.Clock.Advance(TimeSpan.FromMinutes(1));
        }

        output.WriteLine($"{Moments} restores in {Stopwatch.GetElapsedTime(start).TotalSeconds:F1} s");
    }

    // As it was then, but for what orders did since.
    private Dictionary<string, InventoryItem> Expected(DateTimeOffset time, Dictionary<string, InventoryItem> state)
    {
        Dictionary<string, int> since = _orders.Where(order => order.Time > time).GroupBy(order => order.ItemId)
            .ToDictionary(item => item.Key, item => item.Sum(order => order.Pieces));
        return state.ToDictionary(item => item.Key, item => Left(item.Value, Math.Max(0, item.Value.Stock + since.GetValueOrDefault(item.Key))));

        static InventoryItem Left(InventoryItem item, int stock) =>
            item with { Stock = stock, Status = stock == 0 && item.Stock > 0 ? StockStatus.OutOfStock : item.Status };
    }

    private async Task LiveAsync(ImportApp app, int part)
    {
        switch (part % 4)
        {
            case 0 when part % 24 == 0:
                await RestockAsync(app);
                _done += Items;
                break;
            case 1:
                await app.ImportAsync("itemId,price,stock\n" + string.Concat(Some(40).Select(id => $"{id},{part}.25,{_random.Next(100)}\n")));
                _done += 40;
                break;
            case 2:
                // Items come and go that no order asks for.
                await RestoreRun.PutAsync(app, new InventoryItem { ItemId = $"extra{part}", Stock = part });
                await RestoreRun.PutAsync(app, $"extra{_random.Next(part)}", null);
                await RestoreRun.PutAsync(app, new InventoryItem { ItemId = Some(1).Single(), Name = $"Renamed {part}", Stock = 3 });
                _done += 3;
                break;
            default:
                await OrderAsync(app, part);
                break;
        }
    }

    private async Task OrderAsync(ImportApp app, int part)
    {
        ReservationStore orders = app.Get<ReservationStore>();
        foreach (string itemId in Some(3))
        {
            app.Clock.Advance(TimeSpan.FromMilliseconds(5));
            int pieces = _random.Next(1, 5);
            string orderId = $"order{part}";
            if (await orders.ReserveAsync(new ReserveCommand(orderId, itemId, pieces), CancellationToken.None) is not LineDecision.Reserved)
            {
                continue;
            }

            _orders.Add((app.Clock.GetUtcNow(), itemId, -pieces));
            app.Clock.Advance(TimeSpan.FromMilliseconds(5));
            ReservationEnd? end = _random.Next(3) switch { 0 => ReservationEnd.Confirm, 1 => ReservationEnd.Release, _ => null };
            if (end is { } how)
            {
                await orders.EndAsync(orderId, itemId, how, CancellationToken.None);
                _orders.Add((app.Clock.GetUtcNow(), itemId, how == ReservationEnd.Release ? pieces : 0));
            }
        }
    }

    private static async Task RestockAsync(ImportApp app)
    {
        BatchUpdateRun run = BatchUpdateRun.New(Restock.DefaultAmount, app.Clock.GetUtcNow());
        BatchUpdateLedger ledger = app.Get<BatchUpdateLedger>();
        Assert.True(await ledger.TryBeginAsync(run, CancellationToken.None));
        RestockPage page = new(app.Store, ledger, app.Get<JobErrorStore>(), app.Clock, NullLogger<RestockPage>.Instance);
        ShardRange? range = new(0, null, app.Store.ShardCount - 1);
        while (range is not null)
        {
            range = (await page.RunAsync(new PageToRestock(run.ExecutionId, run.Amount, 99, range), CancellationToken.None)).Rest;
        }

        await ledger.ReleaseAsync(run.ExecutionId, CancellationToken.None);
    }

    private IEnumerable<string> Some(int count) => Enumerable.Range(0, count).Select(_ => $"item{_random.Next(Items):D4}").Distinct();
}
