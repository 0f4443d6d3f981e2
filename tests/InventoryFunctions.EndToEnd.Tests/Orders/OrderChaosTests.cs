using System.Text.Json;
using InventoryFunctions.Retail.Replay;
using InventoryFunctions.Testing;
using Xunit.Abstractions;

namespace InventoryFunctions.EndToEnd.Tests.Orders;

public sealed class OrderChaosTests(AzuriteFixture azurite, ITestOutputHelper output) : IClassFixture<AzuriteFixture>
{
    private const string SeedVariable = "CHAOS_SEED";
    private const int OrdersOfEachPolicy = 250;
    private const int Products = 7;
    private const int Stock = 200;
    private const int Kills = 5;

    [Fact]
    [Trait("Parity", "D1")]
    [Trait("Parity", "D2")]
    [Trait("Parity", "D4")]
    public async Task Orders_HostKilledAgainAndAgain_EachIsDecidedOnceAndTheAccountBalances()
    {
        int seed = int.TryParse(Environment.GetEnvironmentVariable(SeedVariable), out int given) ? given : (int)(TimeProvider.System.GetTimestamp() % int.MaxValue);
        output.WriteLine($"{SeedVariable}={seed}");
        Random random = new(seed);
        RetailOrder[] strict = [.. Orders("strict", random)];
        RetailOrder[] partial = [.. Orders("partial", random)];
        // Each order is acknowledged once and seen decided once.
        int[] kills = [.. Enumerable.Range(0, Kills).Select(_ => random.Next(1, 4 * OrdersOfEachPolicy * 95 / 100)).Order()];
        output.WriteLine($"killed after {string.Join(", ", kills)} of {4 * OrdersOfEachPolicy} steps");
        await using HostUnderFire host = await HostUnderFire.StartAsync(azurite.NewAccount());
        await host.StockAsync(Products, Stock);

        Task<ReplayAccount[]> replays = Task.WhenAll(ReplayAsync(host, strict, "allOrNothing"), ReplayAsync(host, partial, "partial"));
        foreach (int kill in kills)
        {
            // A replay that fails says why; one that ends does not end before the last step is seen.
            await await Task.WhenAny(host.UntilAsync(kill), replays);
            await host.KillAsync();
        }

        ReplayAccount[] accounts = await replays;
        Assert.Equal(Kills, host.Kills);
        Assert.All(accounts, account => Assert.Empty(account.Problems));
        Assert.All(accounts, account => Assert.Equal(OrdersOfEachPolicy, account.Total.Orders));
        Assert.Contains("Unavailable", accounts[0].Orders.Keys);
        Assert.Contains("PartiallyReserved", accounts[1].Orders.Keys);

        JsonElement[] reservations = [.. await ApiList.ReadAsync(host.Http, "reservations")];
        Assert.Equal(accounts.Sum(account => account.Reserved.Lines), reservations.Length);
        Assert.Equal(reservations.Length, reservations.DistinctBy(each => (Text(each, "orderId"), Text(each, "productId"))).Count());
        ILookup<string, int> held = reservations.ToLookup(each => Text(each, "productId"), each => each.GetProperty("quantity").GetInt32());
        Assert.Equal(accounts.Sum(account => account.Reserved.Pieces), held.Sum(product => product.Sum()));
        foreach (JsonElement item in await ApiList.ReadAsync(host.Http, "inventory"))
        {
            int left = item.GetProperty("stock").GetInt32();
            Assert.InRange(left, 0, Stock);
            Assert.Equal(Stock, left + held[Text(item, "itemId")].Sum());
        }

        // Sent again, every order is answered as it was.
        ReplayAccount[] again = await Task.WhenAll(ReplayAsync(host, strict, "allOrNothing"), ReplayAsync(host, partial, "partial"));
        Assert.Equal(accounts.Select(account => account.Orders), again.Select(account => account.Orders));
        Assert.Equal(accounts.Select(account => account.Unavailable), again.Select(account => account.Unavailable));
        Assert.Equal(reservations.Length, (await ApiList.ReadAsync(host.Http, "reservations")).Count);
        Assert.Empty(await ApiList.ReadAsync(host.Http, "poison/orders"));
    }

    private static Task<ReplayAccount> ReplayAsync(HostUnderFire host, RetailOrder[] orders, string policy) =>
        new OrderReplay(new OrdersClient(host.Http, TimeProvider.System), TimeProvider.System)
            .RunAsync(orders, new ReplayOptions { File = "", Policy = policy, InFlight = 25 }, CancellationToken.None);

    private static IEnumerable<RetailOrder> Orders(string name, Random random) =>
        Enumerable.Range(0, OrdersOfEachPolicy).Select(number => new RetailOrder($"{name}-{number}", null, [.. Lines(random)]));

    private static IEnumerable<RetailOrderLine> Lines(Random random)
    {
        int[] products = [.. Enumerable.Range(1, Products)];
        random.Shuffle(products);
        return products.Take(random.Next(1, 4)).Select(product => new RetailOrderLine(HostUnderFire.Product(product), random.Next(1, 4), 1));
    }

    private static string Text(JsonElement of, string property) => of.GetProperty(property).GetString()!;
}
