using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using InventoryFunctions.Domain.Changes;
using InventoryFunctions.Domain.Events;
using InventoryFunctions.Domain.Inventory;
using InventoryFunctions.Domain.StockLevels;
using InventoryFunctions.EndToEnd.Tests.Orders;
using InventoryFunctions.Testing;
using Xunit.Abstractions;

namespace InventoryFunctions.EndToEnd.Tests.ChangeFeed;

/// <summary>The change feed while its host is killed: an import, batch updates, and orders that take items to their threshold and to nothing.</summary>
public sealed class ChangeFeedChaosTests(AzuriteFixture azurite, ITestOutputHelper output) : IClassFixture<AzuriteFixture>
{
    private const int Shards = 8;
    private const int Items = 2_000;
    private const int BatchUpdates = 4;
    private const int Low = 12;
    private const int Gone = 12;
    private const int Threshold = 20;
    private const int Imported = 100;

    // What four batch updates make of it.
    private const int Stock = Imported + (BatchUpdates * 10);

    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(5);

    [Fact]
    [Trait("Parity", "B7")]
    [Trait("Parity", "B8")]
    [Trait("Parity", "D5")]
    public async Task TenThousandChanges_HostKilledFiveTimes_EachIsJournaledOnceAndActedOnOnce()
    {
        string account = azurite.NewAccount();
        RecordedInventory recorded = new(account, Shards);
        await using HostUnderFire host = await HostUnderFire.StartAsync(
            account, ("Inventory__Shards", $"{Shards}"), ("BatchUpdate__BatchSize", "100"), ("AzureWebJobs.BatchUpdateTimer.Disabled", "true"));
        long start = Stopwatch.GetTimestamp();

        string import = await StartAsync(host, "inventory/import", Csv());
        await host.KillAsync();
        await EndOfAsync(host, import);
        for (int update = 1; update <= BatchUpdates; update++)
        {
            string job = await StartAsync(host, "jobs", null);
            if (update is 1 or 3)
            {
                await Eventually.HoldsAsync(
                    async () => (await recorded.ItemsAsync()).Any(item => item.Version > update), "some items are updated", Deadline);
                await host.KillAsync();
            }

            await EndOfAsync(host, job);
        }

        output.WriteLine($"import and batch updates: {Stopwatch.GetElapsedTime(start).TotalSeconds:F1} s");
        string[] low = [.. Enumerable.Range(0, Low).Select(Id)];
        string[] gone = [.. Enumerable.Range(Low, Gone).Select(Id)];
        Task orders = Task.WhenAll(low.Select(id => OrderAsync(host, id, Stock - Threshold)).Concat(gone.Select(id => OrderAsync(host, id, Stock))));
        await host.UntilAsync(Low);
        await host.KillAsync();
        await orders;

        // Each is acknowledged, and decided or not.
        await Task.WhenAll(low.Select(id => OrderAsync(host, id, 1)));
        await host.KillAsync();

        // Life goes on, so that every shard is heard of again; otherwise the sweep finds it within a minute.
        await Task.WhenAll(OnePerShard().Select(id => OrderAsync(host, id, 1)));
        await DrainedAsync(host, recorded, orders: (2 * Low) + Gone + Shards);
        output.WriteLine($"{host.Kills} kills, all done after {Stopwatch.GetElapsedTime(start).TotalSeconds:F1} s");

        Assert.Equal(5, host.Kills);
        IReadOnlyList<ChangeSet> journal = await recorded.JournalAsync();
        IReadOnlyList<InventoryItem> items = await recorded.ItemsAsync();
        int changes = journal.Sum(set => set.Items.Count);
        output.WriteLine($"{changes} changes in {journal.Count} change sets");
        Assert.InRange(changes, 10_000, 11_000);
        EachVersionIsJournaledOnce(journal, items);
        Assert.All(items.Where(item => gone.Contains(item.ItemId)), item => Assert.Equal((0, StockStatus.OutOfStock), (item.Stock, item.Status)));
        Assert.All(items.Where(item => !gone.Contains(item.ItemId)), item => Assert.Equal(StockStatus.InStock, item.Status));

        (ChangeSet Set, InventoryItem Item)[] acted = [.. ActedOn(journal)];
        Assert.Equal(
            acted.Where(change => StockLevelCheck.IsLow(change.Item)).Select(change => Notification(change, "low"))
                .Concat(acted.Where(change => StockLevelCheck.IsGone(change.Item)).Select(change => Notification(change, "none")))
                .Order(StringComparer.Ordinal),
            (await AlertsAsync(host)).Select(each => Text(each, "id")).Order(StringComparer.Ordinal));

        // Those who buy are asked on a queue of their own.
        IReadOnlyList<JsonElement> purchases = [];
        await Eventually.HoldsAsync(
            async () => (purchases = await ApiList.ReadAsync(host.Http, "purchase-orders")).Sum(each => each.GetProperty("requestCount").GetInt32()) >= acted.Length,
            "every request for more is taken up",
            Deadline);
        Assert.Equal(low.Concat(gone).Order(StringComparer.Ordinal), purchases.Select(each => Text(each, "productId")).Order(StringComparer.Ordinal));
        Assert.All(purchases, each => Assert.Equal(
            acted.Count(change => change.Item.ItemId == Text(each, "productId")), each.GetProperty("requestCount").GetInt32()));
    }

    private static void EachVersionIsJournaledOnce(IReadOnlyList<ChangeSet> journal, IReadOnlyList<InventoryItem> items)
    {
        Assert.Equal(Items, items.Count);
        ILookup<string, ItemChange> changes = journal.SelectMany(set => set.Items).ToLookup(change => change.ItemId);
        Assert.Equal(journal.Count, journal.DistinctBy(set => set.Id).Count());
        foreach (InventoryItem item in items)
        {
            InventoryItem? last = null;
            foreach (ItemChange change in changes[item.ItemId])
            {
                Assert.Equal(last, change.Before);
                last = change.After;
            }

            Assert.Equal(item, last);
            Assert.Equal(Enumerable.Range(1, (int)item.Version), changes[item.ItemId].Select(change => (int)change.After!.Version));
        }
    }

    private static IEnumerable<(ChangeSet Set, InventoryItem Item)> ActedOn(IReadOnlyList<ChangeSet> journal) => journal
        .SelectMany(set => set.Items.Select(change => (Set: set, Item: change.After!)))
        .Where(change => StockLevelCheck.IsNeeded(change.Item));

    private static string Notification((ChangeSet Set, InventoryItem Item) change, string level) =>
        $"{change.Set.Id:N}/{change.Item.ItemId}/{EventTypes.InventoryAlert}/{level}";

    /// <summary>Every order is decided, no change waits, and what was started for them has ended.</summary>
    private static async Task DrainedAsync(HostUnderFire host, RecordedInventory recorded, int orders)
    {
        await Eventually.HoldsAsync(
            async () => (await ApiList.ReadAsync(host.Http, "reservations")).Count == orders, "every order is decided", Deadline);
        int expected = -1;
        await Eventually.HoldsAsync(
            async () =>
            {
                if (await recorded.BacklogAsync() != (0, 0))
                {
                    return false;
                }

                expected = ActedOn(await recorded.JournalAsync()).Sum(change => StockLevelCheck.IsGone(change.Item) ? 2 : 1);
                return (await AlertsAsync(host)).Count >= expected;
            },
            "the feed is drained and everybody is told",
            Deadline);

        // The mark of an item without stock is a change itself, and what is told last comes after it.
        await Eventually.HoldsAsync(async () => await recorded.BacklogAsync() == (0, 0), "the feed is drained", Deadline);
    }

    // Besides, somebody is asked to decide each purchase order.
    private static async Task<IReadOnlyList<JsonElement>> AlertsAsync(HostUnderFire host) =>
        [.. (await ApiList.ReadAsync(host.Http, "notifications")).Where(each => !each.TryGetProperty("purchaseOrderId", out _))];

    private static StringContent Csv() => new(
        "itemId,stock,threshold,minPurchaseQuantity\n" + string.Concat(Enumerable.Range(0, Items).Select(i => $"{Id(i)},{Imported},{Threshold},5\n")), Encoding.UTF8, "text/csv");

    private static string Id(int number) => $"P{number:D5}";

    private static IEnumerable<string> OnePerShard() => Enumerable.Range(Low + Gone, Items - Low - Gone).Select(Id)
        .DistinctBy(id => Domain.Inventory.Shards.Of(id, Shards));

    private static async Task<string> StartAsync(HostUnderFire host, string route, HttpContent? body)
    {
        using HttpResponseMessage accepted = await host.Http.PostAsync(new Uri(route, UriKind.Relative), body);
        Assert.Equal(HttpStatusCode.Accepted, accepted.StatusCode);
        return Text(await accepted.Content.ReadFromJsonAsync<JsonElement>(), "executionId");
    }

    private static async Task EndOfAsync(HostUnderFire host, string executionId)
    {
        JsonElement job = default;
        await Eventually.HoldsAsync(
            async () => Text(job = await host.Http.GetFromJsonAsync<JsonElement>(new Uri($"jobs/{executionId}", UriKind.Relative)), "status") != "RUNNING",
            "the job has ended",
            Deadline);
        Assert.Equal(("COMPLETED", 0), (Text(job, "status"), job.GetProperty("itemsFailed").GetInt32()));
    }

    /// <summary>Sends an order until it is acknowledged, as whoever meets a dying host does.</summary>
    private static Task OrderAsync(HostUnderFire host, string productId, int quantity) => Eventually.HoldsAsync(
        async () =>
        {
            try
            {
                using HttpResponseMessage answer = await host.Http.PostAsJsonAsync(
                    new Uri("orders", UriKind.Relative), new { orderId = $"{productId}-{quantity}", productId, quantity });
                return answer.StatusCode == HttpStatusCode.Accepted;
            }
            catch (HttpRequestException)
            {
                return false;
            }
        },
        "the order is acknowledged",
        Deadline);

    private static string Text(JsonElement of, string property) => of.GetProperty(property).GetString()!;
}
