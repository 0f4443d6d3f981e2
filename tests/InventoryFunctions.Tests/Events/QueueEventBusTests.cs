using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Messaging;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using InventoryFunctions.Domain.Events;
using InventoryFunctions.Events;
using InventoryFunctions.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace InventoryFunctions.Tests.Events;

public sealed class QueueEventBusTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>, IAsyncLifetime
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    // What was received once must not come again while the rest is received.
    private static readonly TimeSpan NotAgain = TimeSpan.FromHours(1);

    private QueueServiceClient _service = null!;
    private QueueEventBus _bus = null!;
    private Task _beforeSending = Task.CompletedTask;

    public async Task InitializeAsync()
    {
        string account = azurite.NewAccount();
        _service = new QueueServiceClient(account);
        await new QueuesAtStart(_service).StartAsync(CancellationToken.None);
        QueueClientOptions options = new();
        options.AddPolicy(new Hold(this), HttpPipelinePosition.PerCall);
        _bus = new QueueEventBus(new QueueServiceClient(account, options), [], NullLogger<QueueEventBus>.Instance);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Publish_EventsOfSeveralTypes_EachGoesToItsQueue()
    {
        await _bus.PublishAsync(
            [
                Order("o-1"),
                InventoryEvents.Create("po", Now, new CreatePurchaseOrder("tv", 10, 5, "o-1")),
                InventoryEvents.Create("alert", Now, new InventoryAlert("Stock unavailable", "tv is out", OrderId: "o-1")),
                InventoryEvents.Create("reserved", Now, new StockReserved("tv", "o-1", 5)),
            ],
            CancellationToken.None);

        Assert.Equal(["o-1"], Ids(Assert.Single(await ReceiveAsync(QueueNames.Orders))));
        Assert.Equal(["po"], Ids(Assert.Single(await ReceiveAsync(QueueNames.PurchaseOrders))));
        Assert.Equal(["alert"], Ids(Assert.Single(await ReceiveAsync(QueueNames.Notifications))));
    }

    [Fact]
    public async Task Publish_OneEvent_IsTheCloudEventAsItWouldComeFromEventGrid()
    {
        await _bus.PublishAsync([Order("o-1")], CancellationToken.None);

        QueueMessage message = Assert.Single(await ReceiveAsync(QueueNames.Orders));
        Assert.Equal(
            """{"id":"o-1","source":"com.orders","type":"new-order-received","data":{"orderId":"o-1","productId":"tv","quantity":1},"time":"2026-03-01T12:00:00+00:00","specversion":"1.0","datacontenttype":"application/json","subject":"o-1"}""",
            message.Body.ToString());
        Assert.True(message.ExpiresOn > Now.AddYears(100), "an event must not expire after the default of seven days");
    }

    [Fact]
    public async Task Publish_ManyAtOnce_TravelInFewMessagesNoneLostNoneTooLarge()
    {
        // None is sent before all are published, however long that takes.
        TaskCompletionSource published = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _beforeSending = published.Task;
        string[] ids = [.. Enumerable.Range(0, 1_000).Select(i => $"o-{i}")];

        Task[] publishing = [.. ids.Select(id => _bus.PublishAsync([Order(id)], CancellationToken.None))];
        published.SetResult();
        await Task.WhenAll(publishing);

        QueueMessage[] messages = await ReceiveAsync(QueueNames.Orders);
        Assert.Equal(ids.Order(), messages.SelectMany(Ids).Order());
        Assert.InRange(messages.Length, 1, 10);
        Assert.All(messages, message => Assert.InRange(message.Body.ToMemory().Length, 1, QueueLimits.MessageBytes));
    }

    [Fact]
    public async Task Publish_EventLargerThanAMessage_IsRefusedAndNothingIsSent()
    {
        CloudEvent large = InventoryEvents.Create("large", Now, new InventoryAlert("long", new string('x', QueueLimits.MessageBytes)));

        EventTooLargeException refused = await Assert.ThrowsAsync<EventTooLargeException>(() => _bus.PublishAsync([Order("o-1"), large], CancellationToken.None));

        Assert.Contains("large", refused.Message);
        Assert.Contains("65,536", refused.Message);
        Assert.Empty(await ReceiveAsync(QueueNames.Orders));
    }

    [Fact]
    public async Task Publish_TextOutsideAscii_ArrivesAsItWas()
    {
        const string Text = "<Größe> & \"Größe\" 日本 \u0001 😀";
        await _bus.PublishAsync([InventoryEvents.Create("a", Now, new InventoryAlert(Text, Text))], CancellationToken.None);

        QueueMessage message = Assert.Single(await ReceiveAsync(QueueNames.Notifications));
        Assert.Equal(Text, InventoryEvents.Read<InventoryAlert>(EventMessage.Read(message.Body)[0].Event!).Message);
    }

    private static CloudEvent Order(string id) => InventoryEvents.Create(id, Now, new NewOrderReceived(id, ProductId: "tv", Quantity: 1));

    private static IEnumerable<string> Ids(QueueMessage message) => EventMessage.Read(message.Body).Select(received => received.Event!.Id);

    private async Task<QueueMessage[]> ReceiveAsync(string queue)
    {
        List<QueueMessage> all = [];
        while ((await _service.GetQueueClient(queue).ReceiveMessagesAsync(QueueLimits.MessagesAtOnce, NotAgain)).Value is { Length: > 0 } some)
        {
            all.AddRange(some);
        }

        return [.. all];
    }

    /// <summary>Sends nothing before it may.</summary>
    private sealed class Hold(QueueEventBusTests test) : HttpPipelinePolicy
    {
        public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
        {
            await test._beforeSending;
            await ProcessNextAsync(message, pipeline);
        }

        public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) => throw new NotSupportedException();
    }
}
