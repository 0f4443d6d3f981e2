using System.Net;
using System.Text;
using System.Text.Json;
using Azure;
using Azure.Data.Tables;
using InventoryFunctions.Domain.Events;
using InventoryFunctions.Domain.Orders;
using InventoryFunctions.Events;
using InventoryFunctions.Orders;
using InventoryFunctions.Testing;

namespace InventoryFunctions.Tests.Orders;

/// <summary>How orders come in: by a call, by an event, and by either again.</summary>
public sealed class OrderIntakeTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    [Fact]
    [Trait("Parity", "D4")]
    public async Task Post_SameOrderAgain_ChangesNothing()
    {
        await using RunningOrders app = await Shop.OpenAsync(azurite);
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
        await using RunningOrders app = await Shop.OpenAsync(azurite);
        JsonElement first = await app.PlacedAndDecidedAsync(new { orderId = "o1", productId = "tv", quantity = 4 });

        (HttpStatusCode status, JsonElement answer) = await app.PostAsync("orders", new { orderId = "o1", productId = "tv", quantity = 5 });

        Assert.Equal(HttpStatusCode.Conflict, status);
        Assert.Contains("other content", answer.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Equal(first.ToString(), (await app.OrderAsync("o1")).ToString());
    }

    [Fact]
    public async Task Post_EventWithOtherContentIsTakenUpMeanwhile_IsAConflict()
    {
        await using RunningOrders app = await Shop.OpenAsync(azurite);
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
        await using RunningOrders app = await Shop.OpenAsync(azurite);
        await app.SendAsync(Event("o1", """{"orderId":"o1","productId":"tv","quantity":4}"""));
        await app.DecidedAsync("o1");

        Assert.Equal(HttpStatusCode.Accepted, (await app.PostAsync("orders", new { orderId = "o1", lines = Shop.Lines(("tv", 4)) })).Status);
        Assert.Equal(HttpStatusCode.Conflict, (await app.PostAsync("orders", new { orderId = "o1", lines = Shop.Lines(("tv", 5)) })).Status);
    }

    /// <summary>What a bus fails with.</summary>
    public static TheoryData<Exception> BusFailures { get; } =
        [new TimeoutException("The bus is away."), new RequestFailedException(403, "The bus refuses."), new HttpRequestException("No such host.")];

    [Theory]
    [MemberData(nameof(BusFailures), DisableDiscoveryEnumeration = true)]
    public async Task Post_EventCanNotBePublished_SaysSoAndTheNextPostPublishes(Exception failure)
    {
        await using RunningOrders app = await Shop.OpenAsync(azurite);
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
        await using RunningOrders app = await Shop.OpenAsync(azurite);
        string message = Event("o1", """{"orderId":"o1","productId":"tv","quantity":4}""");

        await app.SendAsync(asBase64 ? Convert.ToBase64String(Encoding.UTF8.GetBytes(message)) : message);

        Assert.Equal("Reserved", (await app.DecidedAsync("o1")).GetProperty("status").GetString());
        Assert.NotNull(await app.Host.DurableTaskClient.GetInstanceAsync("Order_o1"));
    }

    [Fact]
    [Trait("Parity", "D4")]
    public async Task Event_DeliveredThreeTimesAndOnceMoreAfterTheDecision_IsOneOrder()
    {
        await using RunningOrders app = await Shop.OpenAsync(azurite);
        string order = Event("o1", """{"orderId":"o1","productId":"tv","quantity":4}""");
        string marker = Event("o2", """{"orderId":"o2","productId":"desk","quantity":1}""");
        await app.SendAsync($"[{order},{order}]");
        await app.SendAsync(order);
        JsonElement decided = await app.DecidedAsync("o1");
        await app.EventsAsync("o1", 1);

        await app.SendAsync($"[{order},{marker}]");
        await app.DecidedAsync("o2");
        await Eventually.HoldsAsync(
            async () => (await app.Queues.GetQueueClient(QueueNames.Orders).GetPropertiesAsync()).Value.ApproximateMessagesCount == 0, "every message is settled");

        Assert.Equal(decided.ToString(), (await app.OrderAsync("o1")).ToString());
        Assert.Equal(6, (await app.ItemAsync("tv")).Stock);

        // A delivery that looked before the decision and started after it has the same published again.
        Assert.Single(app.Bus.Published
            .Where(published => published.Id == "o1/tv/stock-reserved")
            .Select(published => (published.Time, published.Data?.ToString()))
            .Distinct());
    }

    [Fact]
    public async Task Get_UnknownOrder_IsNotFound()
    {
        await using RunningOrders app = await Shop.OpenAsync(azurite);

        Assert.Equal(HttpStatusCode.NotFound, (await app.GetAsync("orders/nobody")).Status);
    }

    [Fact]
    [Trait("Parity", "B2")]
    public async Task PostSample_WithItems_OrdersOneOfThem()
    {
        await using RunningOrders app = await Shop.OpenAsync(azurite);

        (HttpStatusCode status, JsonElement answer) = await app.PostAsync("orders/sample");

        Assert.Equal(HttpStatusCode.Accepted, status);
        JsonElement line = (await app.GetAsync(answer.GetProperty("statusUrl").GetString()!)).Body.GetProperty("lines")[0];
        Assert.Contains(line.GetProperty("productId").GetString(), Shop.Items.Select(item => item.ItemId));
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

    private static string Event(string id, string data) =>
        $$"""{"specversion":"1.0","id":"{{id}}","source":"com.orders","type":"new-order-received","data":{{data}}}""";
}
