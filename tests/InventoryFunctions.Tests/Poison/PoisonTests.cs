using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Azure.Storage.Queues.Models;
using InventoryFunctions.Domain.Events;
using InventoryFunctions.Domain.Validation;
using InventoryFunctions.Events;
using InventoryFunctions.Testing;

namespace InventoryFunctions.Tests.Poison;

[Trait("Parity", "B3")]
public sealed class PoisonTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [Trait("Parity", "D12")]
    [InlineData("no event at all", "message must be a CloudEvent in JSON")]
    [InlineData("""{"orderId":"o-1","quantity":1}""", "message must be a CloudEvent 1.0")]
    public async Task Message_NoEvent_IsNotTriedAgainButKeptWithItsReason(string body, string reason)
    {
        await using ReceivingApp app = await ReceivingApp.StartAsync(azurite, _ => Task.CompletedTask);

        await app.SendAsync(body);

        JsonElement listed = Assert.Single(await app.ListAsync(count: 1));
        Assert.Equal(body, listed.GetProperty("body").GetString());
        Assert.StartsWith(reason, listed.GetProperty("reason").GetString());
        Assert.Equal(1, listed.GetProperty("attempts").GetInt32());
        Assert.Empty(app.Handled);
        Assert.Equal(1, app.Poisoned);
        Assert.EndsWith("] Message Could Not Be Processed", Assert.Single(app.Alerts.Alerts).Alert.Subject);
        Assert.Contains(", delivered once: message must be", app.Alerts.Alerts.Single().Alert.Message, StringComparison.Ordinal);
        PeekedMessage kept = Assert.Single((await app.Queue("orders-poison").PeekMessagesAsync(2)).Value);
        Assert.Equal(body, kept.Body.ToString());
        Assert.True(kept.ExpiresOn > Now.AddYears(100), "what waits for a person must not vanish after seven days");
    }

    [Fact]
    [Trait("Parity", "D12")]
    public async Task Event_RefusedByItsHandler_IsKeptWithEveryRuleAndProcessedAfterARedrive()
    {
        bool refuse = true;
        await using ReceivingApp app = await ReceivingApp.StartAsync(
            azurite,
            _ => refuse ? throw new InvalidEventException([new BrokenRule("quantity", "must be 1 or more"), new BrokenRule("productId", "is required")]) : Task.CompletedTask);
        await app.SendAsync(Order("o-1"));

        JsonElement listed = Assert.Single(await app.ListAsync(count: 1));
        Assert.Equal("quantity must be 1 or more; productId is required", listed.GetProperty("reason").GetString());
        Assert.Equal(["o-1"], app.Handled);

        refuse = false;
        JsonElement answer = await app.RedriveAsync();
        Assert.Equal((1, 0), (answer.GetProperty("redriven").GetInt32(), answer.GetProperty("remaining").GetInt32()));
        await app.SettledAsync(poisoned: 0);
        Assert.Equal(["o-1", "o-1"], app.Handled);
        Assert.Empty(await app.ListAsync());
        Assert.Equal(0, await app.CountRowsAsync());
    }

    [Fact]
    public async Task Event_FailingAtEveryDelivery_IsKeptWithItsReasonAndProcessedAfterARedrive()
    {
        bool fail = true;
        await using ReceivingApp app = await ReceivingApp.StartAsync(azurite, _ => fail ? throw new TimeoutException("The warehouse does not answer.") : Task.CompletedTask);
        await app.SendAsync(Order("o-1"));

        JsonElement listed = Assert.Single(await app.ListAsync(count: 1));
        Assert.Equal("TimeoutException: The warehouse does not answer.", listed.GetProperty("reason").GetString());
        Assert.Equal(EventQueue.MaxDequeueCount, listed.GetProperty("attempts").GetInt32());
        Assert.True(listed.GetProperty("firstFailedAt").GetDateTimeOffset() < listed.GetProperty("lastFailedAt").GetDateTimeOffset());
        Assert.Equal(EventQueue.MaxDequeueCount, app.Handled.Count);
        Assert.Equal(1, app.Poisoned);
        Assert.EndsWith("delivered 5 times: TimeoutException: The warehouse does not answer.", Assert.Single(app.Alerts.Alerts).Alert.Message);

        fail = false;
        Assert.Equal(1, (await app.RedriveAsync()).GetProperty("redriven").GetInt32());
        await app.SettledAsync(poisoned: 0);
        Assert.Equal(EventQueue.MaxDequeueCount + 1, app.Handled.Count);
        Assert.Equal(0, await app.CountRowsAsync());
    }

    [Fact]
    public async Task Event_InBase64FailingAtEveryDelivery_IsListedWithItsReasonAndAsItCameIn()
    {
        string body = Convert.ToBase64String(Encoding.UTF8.GetBytes(Order("o-1")));
        await using ReceivingApp app = await ReceivingApp.StartAsync(azurite, _ => throw new TimeoutException("The warehouse does not answer."));

        await app.SendAsync(body);

        JsonElement listed = Assert.Single(await app.ListAsync(count: 1));
        Assert.Equal("TimeoutException: The warehouse does not answer.", listed.GetProperty("reason").GetString());
        Assert.Equal(body, listed.GetProperty("body").GetString());
    }

    [Fact]
    public async Task Event_FailingTwice_IsProcessedAndForgotten()
    {
        int deliveries = 0;
        await using ReceivingApp app = await ReceivingApp.StartAsync(
            azurite, _ => Interlocked.Increment(ref deliveries) < 3 ? throw new TimeoutException() : Task.CompletedTask);

        await app.SendAsync(Convert.ToBase64String(Encoding.UTF8.GetBytes(Order("o-1"))));
        await Eventually.HoldsAsync(() => deliveries == 3, "the third delivery succeeds");
        await app.SettledAsync(poisoned: 0);

        Assert.Equal(0, await app.CountRowsAsync());
        Assert.Equal(0, app.Poisoned);
        Assert.Empty(app.Alerts.Alerts);
    }

    [Fact]
    public async Task Events_OneRefusedOneFailingOfFour_OthersAreProcessedOnce()
    {
        ConcurrentDictionary<string, int> deliveries = new();
        await using ReceivingApp app = await ReceivingApp.StartAsync(azurite, received =>
            (received.Id, deliveries.AddOrUpdate(received.Id, 1, (_, before) => before + 1)) switch
            {
                ("refused", _) => throw new InvalidEventException("quantity", "must be 1 or more"),
                ("late", < 3) => throw new TimeoutException(),
                _ => Task.CompletedTask,
            });

        await app.SendAsync($"[{Order("o-1")},{Order("refused")},{Order("late")},{Order("o-2")}]");

        JsonElement listed = Assert.Single(await app.ListAsync(count: 1));
        Assert.Equal(Order("refused"), listed.GetProperty("body").GetString());
        await Eventually.HoldsAsync(() => deliveries["late"] == 3, "the failing event has been processed");
        await app.SettledAsync(poisoned: 1);
        Assert.Equal(["late", "late", "late", "o-1", "o-2", "refused"], app.Handled.Order());
        Assert.Equal(1, await app.CountRowsAsync());
    }

    [Fact]
    public async Task Message_Poisoned_TellsTheAdministratorByAnEvent()
    {
        await using ReceivingApp app = await ReceivingApp.StartAsync(azurite, _ => Task.CompletedTask, publishAlerts: true);

        await app.SendAsync("no event");
        await app.SettledAsync(poisoned: 1);

        QueueMessage told = await app.Queue(QueueNames.Notifications).ReceiveMessageAsync();
        InventoryAlert alert = InventoryEvents.Read<InventoryAlert>(Assert.Single(EventMessage.Read(told.Body)).Event!);
        Assert.EndsWith("] Message Could Not Be Processed", alert.Subject);
        Assert.Contains("must be a CloudEvent", alert.Message);
    }

    [Fact]
    public async Task List_MessageThatNobodyNoted_IsShownWithAnUnknownReason()
    {
        await using ReceivingApp app = await ReceivingApp.StartAsync(azurite, _ => Task.CompletedTask);
        await app.Queue("orders-poison").CreateIfNotExistsAsync();
        await app.Queue("orders-poison").SendMessageAsync(Order("o-1"));

        JsonElement listed = Assert.Single(await app.ListAsync());
        Assert.StartsWith("unknown", listed.GetProperty("reason").GetString());
        Assert.Equal(Order("o-1"), listed.GetProperty("body").GetString());
        Assert.Single(await app.ListAsync());
        Assert.Equal(1, app.Poisoned);

        await app.RedriveAsync();
        await app.SettledAsync(poisoned: 0);
        Assert.Equal(["o-1"], app.Handled);
    }

    [Fact]
    public async Task List_SeveralMessages_IsAnsweredInPages()
    {
        await using ReceivingApp app = await ReceivingApp.StartAsync(azurite, _ => Task.CompletedTask);
        string[] bodies = [.. Enumerable.Range(0, 5).Select(i => $"broken {i}")];
        await Task.WhenAll(bodies.Select(app.SendAsync));
        await app.SettledAsync(poisoned: 5);

        List<string?> listed = [];
        string? continuation = null;
        do
        {
            JsonElement page = await app.Http.GetFromJsonAsync<JsonElement>($"poison/orders?pageSize=2&continuation={continuation}");
            listed.AddRange(page.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("body").GetString()));
            continuation = page.GetProperty("continuation").GetString();
        }
        while (continuation is not null);

        Assert.Equal(bodies, listed.Order());
    }

    [Fact]
    public async Task Redrive_MessagesThatFailAgainAtOnce_ComesToAnEnd()
    {
        await using ReceivingApp app = await ReceivingApp.StartAsync(azurite, _ => Task.CompletedTask);
        await Task.WhenAll(Enumerable.Range(0, 50).Select(i => app.SendAsync($"broken {i}")));
        await app.SettledAsync(poisoned: 50);

        Assert.Equal(50, (await app.RedriveAsync()).GetProperty("redriven").GetInt32());

        Assert.Equal(50, (await app.ListAsync(count: 50)).Select(item => item.GetProperty("body").GetString()).Distinct().Count());
    }

    [Fact]
    public async Task List_NothingPoisoned_IsEmpty()
    {
        await using ReceivingApp app = await ReceivingApp.StartAsync(azurite, _ => Task.CompletedTask);

        Assert.Empty(await app.ListAsync());
        Assert.Equal(0, (await app.RedriveAsync()).GetProperty("redriven").GetInt32());
    }

    [Fact]
    public async Task Calls_QueueThatIsNone_AreAnswered404WithThoseThatAre()
    {
        await using ReceivingApp app = await ReceivingApp.StartAsync(azurite, _ => Task.CompletedTask);

        using HttpResponseMessage list = await app.Http.GetAsync("poison/parcels");
        using HttpResponseMessage redrive = await app.Http.PostAsync("poison/parcels/redrive", null);

        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), (list.StatusCode, redrive.StatusCode));
        Assert.Contains("orders, purchase-orders, notifications", await list.Content.ReadAsStringAsync());
    }

    private static string Order(string id) => JsonSerializer.Serialize(InventoryEvents.Create(id, Now, new NewOrderReceived(id, ProductId: "tv", Quantity: 1)));
}
