using System.Collections.Concurrent;
using System.Text.Json;
using Azure.Data.Tables;
using InventoryFunctions.Domain.Events;
using InventoryFunctions.Domain.Inventory;
using InventoryFunctions.Domain.Orders;
using InventoryFunctions.Domain.Reservations;
using InventoryFunctions.Orders;
using InventoryFunctions.Storage;
using InventoryFunctions.Testing;

namespace InventoryFunctions.Tests.Orders;

/// <summary>Orders from the HTTP call, or the event, through bus, queue and orchestration to what can be read of them and what others hear.</summary>
public sealed class OrderFlowTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    [Fact]
    [Trait("Parity", "B4")]
    public async Task Order_OfWhatIsThere_IsReservedAndTold()
    {
        await using RunningOrders app = await Shop.OpenAsync(azurite);

        JsonElement order = await app.PlacedAndDecidedAsync(new { orderId = "o1", productId = "tv", quantity = 4 });

        Assert.Equal("Reserved", order.GetProperty("status").GetString());
        Assert.Equal("""{"productId":"tv","quantity":4,"reservedQuantity":4,"status":"Reserved"}""", order.GetProperty("lines")[0].ToString());
        Assert.Equal(6, (await app.ItemAsync("tv")).Stock);
        Assert.Equal(ReservationState.Open, (await app.Reservations.FindAsync("o1", "tv", default))!.State);
        Assert.Equal(["""stock-reserved {"productId":"tv","orderId":"o1","requestedQuantity":4}"""], await app.EventsAsync("o1", 1));
    }

    [Fact]
    [Trait("Parity", "B4")]
    public async Task Order_OfMoreThanIsThere_IsUnavailableAndTold()
    {
        await using RunningOrders app = await Shop.OpenAsync(azurite);

        JsonElement order = await app.PlacedAndDecidedAsync(new { orderId = "o1", productId = "tv", quantity = 11 });

        Assert.Equal("Unavailable", order.GetProperty("status").GetString());
        Assert.Equal("of tv there are 10, 11 asked for", order.GetProperty("reason").GetString());
        Assert.Equal(
            """{"productId":"tv","quantity":11,"reservedQuantity":0,"status":"Unavailable","availableQuantity":10,"reason":"insufficient"}""",
            order.GetProperty("lines")[0].ToString());
        Assert.Equal(10, (await app.ItemAsync("tv")).Stock);
        Assert.Equal(
            [
                """create-purchase-order {"productId":"tv","minPOAmount":7,"quantityRequested":11,"orderId":"o1"}""",
                """inventory-alert {"subject":"Stock unavailable","message":"Order o1: of tv there are 10, 11 asked for.","orderId":"o1"}""",
                """stock-unavailable {"productId":"tv","orderId":"o1","requestedQuantity":11,"availableQuantity":10,"reason":"insufficient"}""",
            ],
            await app.EventsAsync("o1", 3));
    }

    [Fact]
    [Trait("Parity", "B4")]
    public async Task Order_OfAnItemMarkedOutOfStock_IsUnavailableWhateverItsStock()
    {
        await using RunningOrders app = await Shop.OpenAsync(azurite);

        JsonElement order = await app.PlacedAndDecidedAsync(new { productId = "lamp", quantity = 1 });

        Assert.Equal("outOfStock", order.GetProperty("lines")[0].GetProperty("reason").GetString());
    }

    [Fact]
    [Trait("Parity", "D3")]
    public async Task Order_OfAnUnknownProduct_IsUnavailableWithAReasonAndNoPurchaseOrder()
    {
        await using RunningOrders app = await Shop.OpenAsync(azurite);

        JsonElement order = await app.PlacedAndDecidedAsync(new { orderId = "o1", productId = "unicorn", quantity = 1 });

        Assert.Equal("unknownProduct", order.GetProperty("lines")[0].GetProperty("reason").GetString());
        Assert.Equal(
            [
                """inventory-alert {"subject":"Stock unavailable","message":"Order o1: unicorn is not in the inventory.","orderId":"o1"}""",
                """stock-unavailable {"productId":"unicorn","orderId":"o1","requestedQuantity":1,"availableQuantity":0,"reason":"unknownProduct"}""",
            ],
            await app.EventsAsync("o1", 2));
    }

    [Fact]
    [Trait("Parity", "D2")]
    public async Task Order_AllOrNothingWithoutOneLine_GivesTheOthersBack()
    {
        await using RunningOrders app = await Shop.OpenAsync(azurite);

        JsonElement order = await app.PlacedAndDecidedAsync(new { orderId = "o1", lines = Shop.Lines(("tv", 3), ("desk", 1_000), ("chair", 2)) });

        Assert.Equal("Unavailable", order.GetProperty("status").GetString());
        Assert.Equal(["Withdrawn", "Unavailable", "Withdrawn"], order.GetProperty("lines").EnumerateArray().Select(line => line.GetProperty("status").GetString()));
        Assert.Equal((10, 5, 5), ((await app.ItemAsync("tv")).Stock, (await app.ItemAsync("desk")).Stock, (await app.ItemAsync("chair")).Stock));
        Assert.Equal(ReservationState.Released, (await app.Reservations.FindAsync("o1", "tv", default))!.State);
        Assert.Equal(["create-purchase-order", "inventory-alert", "stock-unavailable"], (await app.EventsAsync("o1", 3)).Select(text => text.Split(' ')[0]));
    }

    [Fact]
    public async Task Order_PartialWithoutOneLine_KeepsTheOthers()
    {
        await using RunningOrders app = await Shop.OpenAsync(azurite);

        JsonElement order = await app.PlacedAndDecidedAsync(new { orderId = "o1", lines = Shop.Lines(("tv", 3), ("desk", 1_000)), policy = "partial" });

        Assert.Equal("PartiallyReserved", order.GetProperty("status").GetString());
        Assert.Equal([3, 0], order.GetProperty("lines").EnumerateArray().Select(line => line.GetProperty("reservedQuantity").GetInt32()));
        Assert.Equal((7, 5), ((await app.ItemAsync("tv")).Stock, (await app.ItemAsync("desk")).Stock));
        Assert.Equal(4, (await app.EventsAsync("o1", 4)).Count);
    }

    [Fact]
    public async Task Order_OfAThousandLines_IsDecidedWhole()
    {
        await using RunningOrders app = await RunningOrders.StartAsync(azurite);
        InventoryItem[] items = [.. BatchUpdates.Inventory.Items(1_000)];
        await app.AddItemsAsync(items);

        JsonElement order = await app.PlacedAndDecidedAsync(new { orderId = "o1", lines = Shop.Lines([.. items.Select(item => (item.ItemId, 1))]) });

        Assert.Equal("Reserved", order.GetProperty("status").GetString());
        Assert.All(await BatchUpdates.Inventory.AllAsync(app.Store), item => Assert.Equal(99, item.Stock));
        Assert.Equal(1_000, (await app.EventsAsync("o1", 1_000)).Count);
    }

    [Fact]
    [Trait("Parity", "D2")]
    public async Task Order_StorageAndBusAreAwayForAWhile_IsReservedAndToldAllTheSame()
    {
        await using RunningOrders app = await Shop.OpenAsync(azurite);
        int failures = 0;
        app.Traffic.Before = call => call.Body.Contains("reservation:", StringComparison.Ordinal) && Interlocked.Increment(ref failures) == 1
            ? throw new IOException("Storage is away.")
            : Task.CompletedTask;
        app.Bus.Before = events => events.Any(published => published.Type == EventTypes.StockReserved) && Interlocked.Increment(ref failures) == 3
            ? throw new IOException("The bus is away.")
            : Task.CompletedTask;

        JsonElement order = await app.PlacedAndDecidedAsync(new { orderId = "o1", productId = "tv", quantity = 4 });

        Assert.Equal("Reserved", order.GetProperty("status").GetString());
        Assert.Equal(["""stock-reserved {"productId":"tv","orderId":"o1","requestedQuantity":4}"""], await app.EventsAsync("o1", 1));
        Assert.Equal((6, 4), ((await app.ItemAsync("tv")).Stock, failures));
    }

    [Theory]
    [InlineData("allOrNothing", "Unavailable", "Withdrawn", 5)]
    [InlineData("partial", "PartiallyReserved", "Reserved", 3)]
    [Trait("Parity", "D12")]
    public async Task Order_OfAnItemThatIsNotSound_IsDecidedWithoutIt(string policy, string status, string otherLine, int otherStock)
    {
        await using RunningOrders app = await Shop.OpenAsync(azurite);
        await BatchUpdates.Inventory.AddBrokenRowAsync(app.Get<TableServiceClient>(), app.Store, "broken");

        JsonElement order = await app.PlacedAndDecidedAsync(new { orderId = "o1", lines = Shop.Lines(("broken", 1), ("desk", 2)), policy });

        Assert.Equal((status, "what is stored of broken is not sound"), (order.GetProperty("status").GetString(), order.GetProperty("reason").GetString()));
        Assert.Equal("unreadable", order.GetProperty("lines")[0].GetProperty("reason").GetString());
        Assert.Equal(otherLine, order.GetProperty("lines")[1].GetProperty("status").GetString());
        await Eventually.HoldsAsync(async () => (await app.ItemAsync("desk")).Stock == otherStock, "the other line's stock is as it should be");
        Assert.Empty(app.Bus.Of<CreatePurchaseOrder>("o1"));
    }

    [Fact]
    [Trait("Parity", "D12")]
    public async Task Order_WhoseLineHasARowThatIsNotSound_IsDecidedWithoutIt()
    {
        await using RunningOrders app = await Shop.OpenAsync(azurite);
        await app.Get<TableServiceClient>().GetTableClient(InventoryStore.TableName).AddEntityAsync(
            new TableEntity(InventoryKeys.Partition(app.Store.ShardOf("tv")), InventoryKeys.ReservationRow("o1", "tv")) { ["State"] = "Perhaps" });

        JsonElement order = await app.PlacedAndDecidedAsync(new { orderId = "o1", lines = Shop.Lines(("tv", 1), ("desk", 2)), policy = "partial" });

        Assert.Equal(["unreadable", null], order.GetProperty("lines").EnumerateArray().Select(
            line => line.TryGetProperty("reason", out JsonElement reason) ? reason.GetString() : null));
        Assert.Equal((10, 3), ((await app.ItemAsync("tv")).Stock, (await app.ItemAsync("desk")).Stock));
    }

    [Fact]
    public async Task Order_DecidedOnceMoreAfterItsRowsWereRemoved_HoldsNothingThatTheFirstDecisionDoesNot()
    {
        await using RunningOrders app = await Shop.OpenAsync(azurite);
        Order order = new("o1", [new OrderLine("tv", 3), new OrderLine("desk", 2)], OrderPolicy.Partial);
        OrderOutcome first = new("o1", OrderPolicy.Partial, OrderStatus.Unavailable, [.. order.Lines.Select(line =>
            new OrderLineOutcome(line.ProductId, line.Quantity, OrderLineStatus.Unavailable) { Reason = UnavailableReason.OutOfStock })]);
        await app.Orders.DecideAsync(first, TimeProvider.System.GetUtcNow(), default);

        await app.Get<OrderWorkflows>().StartAsync(app.Host.DurableTaskClient, order, default);
        await app.Host.DurableTaskClient.WaitForInstanceCompletionAsync("Order_o1").WaitAsync(Eventually.DefaultDeadline);

        Assert.Equal((10, 5), ((await app.ItemAsync("tv")).Stock, (await app.ItemAsync("desk")).Stock));
        Assert.Equal(ReservationState.Released, (await app.Reservations.FindAsync("o1", "tv", default))!.State);
    }

    [Fact]
    public async Task Events_PublishedAgainLater_AreTheSame()
    {
        ManualTimeProvider clock = new();
        await using RunningOrders app = await Shop.OpenAsync(azurite, clock);
        ConcurrentDictionary<string, bool> lost = new();
        app.Bus.After = events =>
        {
            if (events[0].Type != EventTypes.NewOrderReceived && lost.TryAdd(events[0].Id, true))
            {
                clock.Advance(TimeSpan.FromSeconds(10));
                throw new IOException("The answer is lost.");
            }
        };
        await app.PlacedAndDecidedAsync(new { orderId = "o1", lines = Shop.Lines(("tv", 4), ("desk", 50)), policy = "partial" });
        await PublishedTwiceAsync(EventTypes.StockReserved, EventTypes.StockUnavailable, EventTypes.CreatePurchaseOrder, EventTypes.InventoryAlert);
        await app.PostAsync("orders/o1/release");
        await PublishedTwiceAsync(EventTypes.ReservationReleased);

        Task PublishedTwiceAsync(params string[] types) => Eventually.HoldsAsync(
            () =>
            {
                clock.Advance(TimeSpan.FromSeconds(10));
                return types.All(type => app.Bus.Published.Where(published => published.Type == type).ToList() is { Count: >= 2 } twice
                    && twice.Select(published => (published.Id, published.Time, published.Data?.ToString())).Distinct().Count() == 1);
            },
            $"{string.Join(", ", types)} are published twice, the same each time");
    }
}
