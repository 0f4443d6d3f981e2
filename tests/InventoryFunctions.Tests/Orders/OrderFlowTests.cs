using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.Json;
using Azure;
using Azure.Data.Tables;
using InventoryFunctions.Domain.Events;
using InventoryFunctions.Domain.Inventory;
using InventoryFunctions.Domain.Orders;
using InventoryFunctions.Domain.Reservations;
using InventoryFunctions.Events;
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
        await using RunningOrders app = await StartAsync();

        JsonElement order = await app.PlacedAndDecidedAsync(new { orderId = "o1", productId = "tv", quantity = 4 });

        Assert.Equal("Reserved", order.GetProperty("status").GetString());
        Assert.Equal("""{"productId":"tv","quantity":4,"reservedQuantity":4,"status":"Reserved"}""", order.GetProperty("lines")[0].ToString());
        Assert.Equal(6, (await app.ItemAsync("tv")).Stock);
        Assert.Equal(ReservationState.Open, (await app.Reservations.FindAsync("o1", "tv", default))!.State);
        Assert.Equal(["""stock-reserved {"productId":"tv","orderId":"o1","requestedQuantity":4}"""], await EventsAsync(app, "o1", 1));
    }

    [Fact]
    [Trait("Parity", "B4")]
    public async Task Order_OfMoreThanIsThere_IsUnavailableAndTold()
    {
        await using RunningOrders app = await StartAsync();

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
            await EventsAsync(app, "o1", 3));
    }

    [Fact]
    [Trait("Parity", "B4")]
    public async Task Order_OfAnItemMarkedOutOfStock_IsUnavailableWhateverItsStock()
    {
        await using RunningOrders app = await StartAsync();

        JsonElement order = await app.PlacedAndDecidedAsync(new { productId = "lamp", quantity = 1 });

        Assert.Equal("outOfStock", order.GetProperty("lines")[0].GetProperty("reason").GetString());
    }

    [Fact]
    [Trait("Parity", "D3")]
    public async Task Order_OfAnUnknownProduct_IsUnavailableWithAReasonAndNoPurchaseOrder()
    {
        await using RunningOrders app = await StartAsync();

        JsonElement order = await app.PlacedAndDecidedAsync(new { orderId = "o1", productId = "unicorn", quantity = 1 });

        Assert.Equal("unknownProduct", order.GetProperty("lines")[0].GetProperty("reason").GetString());
        Assert.Equal(
            [
                """inventory-alert {"subject":"Stock unavailable","message":"Order o1: unicorn is not in the inventory.","orderId":"o1"}""",
                """stock-unavailable {"productId":"unicorn","orderId":"o1","requestedQuantity":1,"availableQuantity":0,"reason":"unknownProduct"}""",
            ],
            await EventsAsync(app, "o1", 2));
    }

    [Fact]
    [Trait("Parity", "D2")]
    public async Task Order_AllOrNothingWithoutOneLine_GivesTheOthersBack()
    {
        await using RunningOrders app = await StartAsync();

        JsonElement order = await app.PlacedAndDecidedAsync(new { orderId = "o1", lines = Lines(("tv", 3), ("desk", 1_000), ("chair", 2)) });

        Assert.Equal("Unavailable", order.GetProperty("status").GetString());
        Assert.Equal(["Withdrawn", "Unavailable", "Withdrawn"], order.GetProperty("lines").EnumerateArray().Select(line => line.GetProperty("status").GetString()));
        Assert.Equal((10, 5, 5), ((await app.ItemAsync("tv")).Stock, (await app.ItemAsync("desk")).Stock, (await app.ItemAsync("chair")).Stock));
        Assert.Equal(ReservationState.Released, (await app.Reservations.FindAsync("o1", "tv", default))!.State);
        Assert.Equal(["create-purchase-order", "inventory-alert", "stock-unavailable"], (await EventsAsync(app, "o1", 3)).Select(text => text.Split(' ')[0]));
    }

    [Fact]
    public async Task Order_PartialWithoutOneLine_KeepsTheOthers()
    {
        await using RunningOrders app = await StartAsync();

        JsonElement order = await app.PlacedAndDecidedAsync(new { orderId = "o1", lines = Lines(("tv", 3), ("desk", 1_000)), policy = "partial" });

        Assert.Equal("PartiallyReserved", order.GetProperty("status").GetString());
        Assert.Equal([3, 0], order.GetProperty("lines").EnumerateArray().Select(line => line.GetProperty("reservedQuantity").GetInt32()));
        Assert.Equal((7, 5), ((await app.ItemAsync("tv")).Stock, (await app.ItemAsync("desk")).Stock));
        Assert.Equal(4, (await EventsAsync(app, "o1", 4)).Count);
    }

    [Fact]
    public async Task Order_OfAThousandLines_IsDecidedWhole()
    {
        await using RunningOrders app = await RunningOrders.StartAsync(azurite);
        InventoryItem[] items = [.. BatchUpdates.Inventory.Items(1_000)];
        await app.AddItemsAsync(items);

        JsonElement order = await app.PlacedAndDecidedAsync(new { orderId = "o1", lines = Lines([.. items.Select(item => (item.ItemId, 1))]) });

        Assert.Equal("Reserved", order.GetProperty("status").GetString());
        Assert.All(await BatchUpdates.Inventory.AllAsync(app.Store), item => Assert.Equal(99, item.Stock));
        Assert.Equal(1_000, (await EventsAsync(app, "o1", 1_000)).Count);
    }

    [Fact]
    [Trait("Parity", "D2")]
    public async Task Order_StorageAndBusAreAwayForAWhile_IsReservedAndToldAllTheSame()
    {
        await using RunningOrders app = await StartAsync();
        int failures = 0;
        app.Traffic.Before = call => call.Body.Contains("reservation:", StringComparison.Ordinal) && Interlocked.Increment(ref failures) == 1
            ? throw new IOException("Storage is away.")
            : Task.CompletedTask;
        app.Bus.Before = events => events.Any(published => published.Type == EventTypes.StockReserved) && Interlocked.Increment(ref failures) == 3
            ? throw new IOException("The bus is away.")
            : Task.CompletedTask;

        JsonElement order = await app.PlacedAndDecidedAsync(new { orderId = "o1", productId = "tv", quantity = 4 });

        Assert.Equal("Reserved", order.GetProperty("status").GetString());
        Assert.Equal(["""stock-reserved {"productId":"tv","orderId":"o1","requestedQuantity":4}"""], await EventsAsync(app, "o1", 1));
        Assert.Equal((6, 4), ((await app.ItemAsync("tv")).Stock, failures));
    }

    [Theory]
    [InlineData("allOrNothing", "Unavailable", "Withdrawn", 5)]
    [InlineData("partial", "PartiallyReserved", "Reserved", 3)]
    [Trait("Parity", "D12")]
    public async Task Order_OfAnItemThatIsNotSound_IsDecidedWithoutIt(string policy, string status, string otherLine, int otherStock)
    {
        await using RunningOrders app = await StartAsync();
        await BatchUpdates.Inventory.AddBrokenRowAsync(app.Get<TableServiceClient>(), app.Store, "broken");

        JsonElement order = await app.PlacedAndDecidedAsync(new { orderId = "o1", lines = Lines(("broken", 1), ("desk", 2)), policy });

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
        await using RunningOrders app = await StartAsync();
        await app.Get<TableServiceClient>().GetTableClient(InventoryStore.TableName).AddEntityAsync(
            new TableEntity(InventoryKeys.Partition(app.Store.ShardOf("tv")), InventoryKeys.ReservationRow("o1", "tv")) { ["State"] = "Perhaps" });

        JsonElement order = await app.PlacedAndDecidedAsync(new { orderId = "o1", lines = Lines(("tv", 1), ("desk", 2)), policy = "partial" });

        Assert.Equal(["unreadable", null], order.GetProperty("lines").EnumerateArray().Select(
            line => line.TryGetProperty("reason", out JsonElement reason) ? reason.GetString() : null));
        Assert.Equal((10, 3), ((await app.ItemAsync("tv")).Stock, (await app.ItemAsync("desk")).Stock));
    }

    [Fact]
    public async Task Order_DecidedOnceMoreAfterItsRowsWereRemoved_HoldsNothingThatTheFirstDecisionDoesNot()
    {
        await using RunningOrders app = await StartAsync();
        Order order = new("o1", [new OrderLine("tv", 3), new OrderLine("desk", 2)], OrderPolicy.Partial);
        OrderOutcome first = new("o1", OrderPolicy.Partial, OrderStatus.Unavailable, [.. order.Lines.Select(line =>
            new OrderLineOutcome(line.ProductId, line.Quantity, OrderLineStatus.Unavailable) { Reason = UnavailableReason.OutOfStock })]);
        await app.Orders.DecideAsync(first, DateTimeOffset.UnixEpoch, default);

        await app.Get<OrderWorkflows>().StartAsync(app.Host.DurableTaskClient, order, default);
        await app.Host.DurableTaskClient.WaitForInstanceCompletionAsync("Order_o1").WaitAsync(Eventually.DefaultDeadline);

        Assert.Equal((10, 5), ((await app.ItemAsync("tv")).Stock, (await app.ItemAsync("desk")).Stock));
        Assert.Equal(ReservationState.Released, (await app.Reservations.FindAsync("o1", "tv", default))!.State);
    }

    [Fact]
    public async Task Events_PublishedAgainLater_AreTheSame()
    {
        ManualTimeProvider clock = new();
        await using RunningOrders app = await RunningOrders.StartAsync(azurite, clock);
        await app.AddItemsAsync(Items);
        ConcurrentDictionary<string, bool> lost = new();
        app.Bus.After = events =>
        {
            if (events[0].Type != EventTypes.NewOrderReceived && lost.TryAdd(events[0].Id, true))
            {
                clock.Advance(TimeSpan.FromSeconds(10));
                throw new IOException("The answer is lost.");
            }
        };
        await app.PlacedAndDecidedAsync(new { orderId = "o1", lines = Lines(("tv", 4), ("desk", 50)), policy = "partial" });
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

    [Fact]
    [Trait("Parity", "D4")]
    public async Task Post_SameOrderAgain_ChangesNothing()
    {
        await using RunningOrders app = await StartAsync();
        object body = new { orderId = "o1", productId = "tv", quantity = 4 };
        JsonElement first = await app.PlacedAndDecidedAsync(body);

        (HttpStatusCode status, JsonElement answer) = await app.PostAsync("orders", body);

        Assert.Equal(HttpStatusCode.Accepted, status);
        Assert.Equal(first.ToString(), (await app.GetAsync(answer.GetProperty("statusUrl").GetString()!)).Body.ToString());
        Assert.Equal(6, (await app.ItemAsync("tv")).Stock);
        Assert.Single(app.Bus.Of<NewOrderReceived>("o1"));
    }

    [Fact]
    [Trait("Parity", "D4")]
    public async Task Post_OtherContentUnderTheSameId_IsAConflictAndChangesNothing()
    {
        await using RunningOrders app = await StartAsync();
        JsonElement first = await app.PlacedAndDecidedAsync(new { orderId = "o1", productId = "tv", quantity = 4 });

        (HttpStatusCode status, JsonElement answer) = await app.PostAsync("orders", new { orderId = "o1", productId = "tv", quantity = 5 });

        Assert.Equal(HttpStatusCode.Conflict, status);
        Assert.Contains("other content", answer.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Equal(first.ToString(), (await app.OrderAsync("o1")).ToString());
    }

    [Fact]
    public async Task Post_EventWithOtherContentIsTakenUpMeanwhile_IsAConflict()
    {
        await using RunningOrders app = await StartAsync();
        Order other = new("o1", [new OrderLine("tv", 5)], OrderPolicy.AllOrNothing);
        OrderStore another = new(new TableServiceClient(app.Account));
        app.Traffic.Before = async call =>
        {
            if (call.Body.Contains("accepted:o1", StringComparison.Ordinal))
            {
                await another.AcceptAsync(other, DateTimeOffset.UnixEpoch, default);
            }
        };

        (HttpStatusCode status, _) = await app.PostAsync("orders", new { orderId = "o1", productId = "tv", quantity = 4 });

        Assert.Equal(HttpStatusCode.Conflict, status);
        Assert.Empty(app.Bus.Of<NewOrderReceived>("o1"));
        Assert.Equal(HttpStatusCode.Accepted, (await app.PostAsync("orders", new { orderId = "o1", productId = "tv", quantity = 5 })).Status);
    }

    [Fact]
    public async Task Post_OfAnIdThatAnEventBrought_ComparesWithThatOrder()
    {
        await using RunningOrders app = await StartAsync();
        await app.SendAsync(Event("o1", """{"orderId":"o1","productId":"tv","quantity":4}"""));
        await app.DecidedAsync("o1");

        Assert.Equal(HttpStatusCode.Accepted, (await app.PostAsync("orders", new { orderId = "o1", lines = Lines(("tv", 4)) })).Status);
        Assert.Equal(HttpStatusCode.Conflict, (await app.PostAsync("orders", new { orderId = "o1", lines = Lines(("tv", 5)) })).Status);
    }

    /// <summary>What a bus fails with.</summary>
    public static TheoryData<Exception> BusFailures { get; } =
        [new TimeoutException("The bus is away."), new RequestFailedException(403, "The bus refuses."), new HttpRequestException("No such host.")];

    [Theory]
    [MemberData(nameof(BusFailures), DisableDiscoveryEnumeration = true)]
    public async Task Post_EventCanNotBePublished_SaysSoAndTheNextPostPublishes(Exception failure)
    {
        await using RunningOrders app = await StartAsync();
        app.Bus.Before = _ => throw failure;
        object body = new { orderId = "o1", productId = "tv", quantity = 4 };

        (HttpStatusCode status, JsonElement problem) = await app.PostAsync("orders", body);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
        Assert.Contains("o1 is kept", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Equal("Pending", (await app.OrderAsync("o1")).GetProperty("status").GetString());
        app.Bus.Before = null;

        Assert.Equal("Reserved", (await app.PlacedAndDecidedAsync(body)).GetProperty("status").GetString());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    [Trait("Parity", "B3")]
    public async Task Event_OfTheOriginal_IsAnOrder(bool asBase64)
    {
        await using RunningOrders app = await StartAsync();
        string message = Event("o1", """{"orderId":"o1","productId":"tv","quantity":4}""");

        await app.SendAsync(asBase64 ? Convert.ToBase64String(Encoding.UTF8.GetBytes(message)) : message);

        Assert.Equal("Reserved", (await app.DecidedAsync("o1")).GetProperty("status").GetString());
        Assert.NotNull(await app.Host.DurableTaskClient.GetInstanceAsync("Order_o1"));
    }

    [Fact]
    [Trait("Parity", "D4")]
    public async Task Event_DeliveredThreeTimesAndOnceMoreAfterTheDecision_IsOneOrder()
    {
        await using RunningOrders app = await StartAsync();
        string order = Event("o1", """{"orderId":"o1","productId":"tv","quantity":4}""");
        string marker = Event("o2", """{"orderId":"o2","productId":"desk","quantity":1}""");
        await app.SendAsync($"[{order},{order}]");
        await app.SendAsync(order);
        JsonElement decided = await app.DecidedAsync("o1");
        await EventsAsync(app, "o1", 1);

        await app.SendAsync($"[{order},{marker}]");
        await app.DecidedAsync("o2");
        await EmptyAsync(app);

        Assert.Equal(decided.ToString(), (await app.OrderAsync("o1")).ToString());
        Assert.Equal(6, (await app.ItemAsync("tv")).Stock);
        Assert.Equal(1, app.Bus.Published.Count(published => published.Id == "o1/tv/stock-reserved"));
    }

    [Fact]
    public async Task Get_UnknownOrder_IsNotFound()
    {
        await using RunningOrders app = await StartAsync();

        Assert.Equal(HttpStatusCode.NotFound, (await app.GetAsync("orders/nobody")).Status);
    }

    [Fact]
    [Trait("Parity", "B2")]
    public async Task PostSample_WithItems_OrdersOneOfThem()
    {
        await using RunningOrders app = await StartAsync();

        (HttpStatusCode status, JsonElement answer) = await app.PostAsync("orders/sample");

        Assert.Equal(HttpStatusCode.Accepted, status);
        JsonElement line = (await app.GetAsync(answer.GetProperty("statusUrl").GetString()!)).Body.GetProperty("lines")[0];
        Assert.Contains(line.GetProperty("productId").GetString(), Items.Select(item => item.ItemId));
        Assert.InRange(line.GetProperty("quantity").GetInt32(), 1, 200);
    }

    [Fact]
    public async Task PostSample_EmptyInventory_SaysWhatToLoad()
    {
        await using RunningOrders app = await RunningOrders.StartAsync(azurite);

        (HttpStatusCode status, JsonElement answer) = await app.PostAsync("orders/sample");

        Assert.Equal(HttpStatusCode.Conflict, status);
        Assert.Contains("inventory/samples", answer.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    private static InventoryItem[] Items { get; } =
    [
        BatchUpdates.Inventory.Item("tv", 10) with { MinPurchaseQuantity = 7 },
        BatchUpdates.Inventory.Item("desk", 5),
        BatchUpdates.Inventory.Item("chair", 5),
        BatchUpdates.Inventory.Item("lamp", 5) with { Status = StockStatus.OutOfStock },
    ];

    private static object[] Lines(params (string ProductId, int Quantity)[] lines) =>
        [.. lines.Select(line => new { productId = line.ProductId, quantity = line.Quantity })];

    private static string Event(string id, string data) =>
        $$"""{"specversion":"1.0","id":"{{id}}","source":"com.orders","type":"new-order-received","data":{{data}}}""";

    /// <summary>The events about an order besides the one that brought it, as type and data, once there are so many.</summary>
    private static async Task<IReadOnlyList<string>> EventsAsync(RunningOrders app, string orderId, int count)
    {
        await Eventually.HoldsAsync(() => Events().Count >= count, $"{count} events about {orderId} are published");
        return Events();

        List<string> Events() => [.. app.Bus.Published
            .Where(published => published.Type != EventTypes.NewOrderReceived && published.Id.StartsWith(orderId + "/", StringComparison.Ordinal))
            .Select(published => $"{published.Type} {published.Data}").Order(StringComparer.Ordinal)];
    }

    private static Task EmptyAsync(RunningOrders app) => Eventually.HoldsAsync(
        async () => (await app.Queues.GetQueueClient(QueueNames.Orders).GetPropertiesAsync()).Value.ApproximateMessagesCount == 0, "every message is settled");

    private async Task<RunningOrders> StartAsync()
    {
        RunningOrders app = await RunningOrders.StartAsync(azurite);
        await app.AddItemsAsync(Items);
        return app;
    }
}
