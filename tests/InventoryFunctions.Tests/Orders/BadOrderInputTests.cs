using System.Net;
using System.Text.Json;
using Azure.Storage.Queues;
using InventoryFunctions.Events;
using InventoryFunctions.Poison;
using InventoryFunctions.Storage;
using InventoryFunctions.Testing;

namespace InventoryFunctions.Tests.Orders;

/// <summary>Orders that are none: refused with the field and the rule at either entrance, nothing half done, queue messages kept.</summary>
[Trait("Parity", "D12")]
public sealed class BadOrderInputTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private const string WholeNumber = "must be a whole number from 1 to 1,000,000,000";

    public static TheoryData<string, string, string> BadOrders => new()
    {
        { """{"orderId":"o1","productId":"tv","quantity":0}""", "quantity", WholeNumber },
        { """{"orderId":"o1","productId":"tv","quantity":-1}""", "quantity", WholeNumber },
        { """{"orderId":"o1","productId":"tv","quantity":1.5}""", "quantity", WholeNumber },
        { """{"orderId":"o1","productId":"tv","quantity":2147483648}""", "quantity", WholeNumber },
        { """{"orderId":"o1","productId":"tv","quantity":"1"}""", "quantity", "must be a number" },
        { """{"orderId":"o1","productId":"tv"}""", "quantity", WholeNumber },
        { """{"orderId":"o1","quantity":1}""", "productId", "must be 1 to 128 characters" },
        { """{"orderId":"a/b","productId":"tv","quantity":1}""", "orderId", "must be 1 to 128 characters" },
        { """{"orderId":"o1","lines":[]}""", "lines", "must be 1 to 1,000" },
        { """{"orderId":"o1","lines":[{"productId":"tv","quantity":1},{"productId":"tv","quantity":2}]}""", "lines[1].productId", "is that of lines[0] again" },
        { """{"orderId":"o1","lines":[{"productId":"tv","quantity":1}],"productId":"tv","quantity":1}""", "lines", "must not be given together" },
        { """{"orderId":"o1","productId":"tv","quantity":1,"policy":"most"}""", "policy", "must be allOrNothing or partial" },
        { LongOrder(1_001), "lines", "must be 1 to 1,000; there are 1,001" },
        { LongOrder(10_000), "lines", "must be 1 to 1,000; there are 10,000" },
    };

    [Theory]
    [MemberData(nameof(BadOrders))]
    public async Task Post_BadOrder_NamesFieldAndRule(string order, string field, string rule)
    {
        await using RunningOrders app = await RunningOrders.StartAsync(azurite);

        (HttpStatusCode status, JsonElement answer) = await app.PostAsync("orders", order);

        Assert.Equal(HttpStatusCode.BadRequest, status);
        JsonElement error = Assert.Single(answer.GetProperty("errors").EnumerateArray());
        Assert.Equal(field, error.GetProperty("field").GetString());
        Assert.StartsWith(rule, error.GetProperty("rule").GetString(), StringComparison.Ordinal);
        Assert.Null(await app.Orders.FindAsync("o1", default));
    }

    [Fact]
    public async Task Post_MalformedJson_SaysWhere()
    {
        await using RunningOrders app = await RunningOrders.StartAsync(azurite);

        (HttpStatusCode status, JsonElement answer) = await app.PostAsync("orders", """{"orderId":"o1",""");

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains("must be JSON", answer.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Events_BadOrders_AreKeptInThePoisonQueueWithTheReason()
    {
        await using RunningOrders app = await RunningOrders.StartAsync(azurite);
        (string Order, string Field, string Rule)[] bad =
            [.. BadOrders.Select(row => ((string)row[0], (string)row[1], (string)row[2])).Where(row => row.Item1.Length < 60_000)];
        foreach ((string order, _, _) in bad)
        {
            await app.SendAsync(Event(order));
        }

        await app.SendAsync(Event("""{"orderId":"""));
        await app.SendAsync("nonsense");

        IReadOnlyList<PoisonMessage> poison = [];
        await Eventually.HoldsAsync(
            async () => (poison = (await app.Get<PoisonStore>().ListAsync(QueueNames.Orders, 100, null, default)).Items).Count == bad.Length + 2,
            "every message is explained");
        Assert.All(bad, each => Assert.Contains(poison, message => message.Reason.Contains($"{each.Field} {each.Rule}", StringComparison.Ordinal)));

        // The reason is kept before the message: the queue may not be there yet.
        QueueClient kept = app.Queues.GetQueueClient(QueueNames.PoisonOf(QueueNames.Orders));
        await Eventually.HoldsAsync(
            async () => await kept.ExistsAsync() && (await kept.PeekMessagesAsync(32)).Value.Length == bad.Length + 2, "every message is kept");
        Assert.Null(await app.Orders.FindAsync("o1", default));
    }

    [Fact]
    [Trait("Parity", "D4")]
    public async Task Event_OtherContentUnderATakenId_IsRefusedAndTheOrderStands()
    {
        await using RunningOrders app = await RunningOrders.StartAsync(azurite);
        await app.AddItemsAsync(BatchUpdates.Inventory.Item("tv"));
        JsonElement first = await app.PlacedAndDecidedAsync(new { orderId = "o1", productId = "tv", quantity = 1 });

        await app.SendAsync(Event("""{"orderId":"o1","productId":"tv","quantity":2}"""));

        ListPage<PoisonMessage>? poison = null;
        await Eventually.HoldsAsync(
            async () => (poison = await app.Get<PoisonStore>().ListAsync(QueueNames.Orders, 100, null, default)).Items.Count == 1, "the message is explained");
        Assert.Contains("orderId is that of another order", poison!.Items[0].Reason, StringComparison.Ordinal);
        Assert.Equal(first.ToString(), (await app.OrderAsync("o1")).ToString());
    }

    private static string LongOrder(int lines) =>
        $$"""{"orderId":"o1","lines":[{{string.Join(',', Enumerable.Range(0, lines).Select(i => $$"""{"productId":"p{{i}}","quantity":1}"""))}}]}""";

    private static string Event(string data) =>
        $$"""{"specversion":"1.0","id":"{{Guid.NewGuid()}}","source":"com.orders","type":"new-order-received","data":{{data}}}""";
}
