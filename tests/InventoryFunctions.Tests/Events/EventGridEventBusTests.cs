using System.Text;
using System.Text.Json;
using Azure;
using Azure.Messaging;
using Azure.Messaging.EventGrid;
using InventoryFunctions.Domain.Events;
using InventoryFunctions.Events;
using InventoryFunctions.Testing;

namespace InventoryFunctions.Tests.Events;

public sealed class EventGridEventBusTests : IAsyncLifetime
{
    private const string Key = "key-of-the-topic";
    private const string Path = "/api/events";

    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly StubCredential _credential = new();
    private StubEndpoint _topic = null!;

    public async Task InitializeAsync() => _topic = await StubEndpoint.StartAsync();

    public async Task DisposeAsync() => await _topic.DisposeAsync();

    [Fact]
    public async Task Publish_SeveralEvents_AreOneBatchOfCloudEventsAtTheTopicsEndpoint()
    {
        await Bus(Key).PublishAsync(
            [
                InventoryEvents.Create("o-1", Now, new NewOrderReceived("o-1", ProductId: "tv", Quantity: 2)),
                InventoryEvents.Create("o-1/tv/stock-reserved", Now, new StockReserved("tv", "o-1", 2)),
            ],
            CancellationToken.None);

        ReceivedRequest request = Assert.Single(_topic.Requests);
        Assert.Equal("POST", request.Method);
        Assert.Equal($"{Path}?api-version=2018-01-01", request.PathAndQuery);
        Assert.Equal("application/cloudevents-batch+json; charset=utf-8", request.Headers["Content-Type"]);
        JsonElement[] events = [.. JsonDocument.Parse(request.Body).RootElement.EnumerateArray()];
        Assert.Equal(["o-1", "o-1/tv/stock-reserved"], events.Select(published => published.GetProperty("id").GetString()));
        Assert.Equal(["com.orders", "com.inventory"], events.Select(published => published.GetProperty("source").GetString()));
        Assert.Equal(["new-order-received", "stock-reserved"], events.Select(published => published.GetProperty("type").GetString()));
        Assert.All(events, published => Assert.Equal("1.0", published.GetProperty("specversion").GetString()));
        Assert.All(events, published => Assert.Equal("o-1", published.GetProperty("subject").GetString()));
        Assert.All(events, published => Assert.Equal(Now, published.GetProperty("time").GetDateTimeOffset()));
        Assert.Equal("""{"orderId":"o-1","productId":"tv","quantity":2}""", events[0].GetProperty("data").GetRawText());
        Assert.Equal("""{"productId":"tv","orderId":"o-1","requestedQuantity":2}""", events[1].GetProperty("data").GetRawText());
    }

    [Fact]
    public async Task Publish_WithAKey_SendsTheKeyAndAsksForNoToken()
    {
        await Bus(Key).PublishAsync([Alert("a")], CancellationToken.None);

        ReceivedRequest request = Assert.Single(_topic.Requests);
        Assert.Equal(Key, request.Headers["aeg-sas-key"]);
        Assert.DoesNotContain("Authorization", request.Headers.Keys);
        Assert.Empty(_credential.Scopes);
    }

    [Fact]
    [Trait("Parity", "A13")]
    public async Task Publish_WithoutAKey_SendsATokenOfTheAppsIdentity()
    {
        await Bus(key: null).PublishAsync([Alert("a")], CancellationToken.None);

        ReceivedRequest request = Assert.Single(_topic.Requests);
        Assert.Equal($"Bearer {StubCredential.Token}", request.Headers["Authorization"]);
        Assert.DoesNotContain("aeg-sas-key", request.Headers.Keys);
        Assert.Equal(["https://eventgrid.azure.net/.default"], _credential.Scopes);
    }

    [Theory]
    [InlineData(429)]
    [InlineData(503)]
    public async Task Publish_TopicIsBusy_SendsTheSameEventsAgain(int status)
    {
        _topic.Answer(status);
        _topic.Answer(status, retryAfter: "0");
        _topic.Answer(200);

        await Bus(Key).PublishAsync([Alert("a"), Alert("b")], CancellationToken.None);

        Assert.Equal(3, _topic.Requests.Count);
        Assert.All(_topic.Requests, request => Assert.Equal(_topic.Requests[0].Body, request.Body));
    }

    [Fact]
    public async Task Publish_TopicAsksForTime_WaitsAsLongBeforeItSendsAgain()
    {
        _topic.Answer(503, retryAfter: "1");
        _topic.Answer(200);
        long started = TimeProvider.System.GetTimestamp();

        await Bus(Key).PublishAsync([Alert("a")], CancellationToken.None);

        Assert.True(TimeProvider.System.GetElapsedTime(started) >= TimeSpan.FromMilliseconds(990));
        Assert.Equal(2, _topic.Requests.Count);
    }

    [Fact]
    public async Task Publish_TopicStaysBusy_GivesUpAndSaysSo()
    {
        _topic.Answer(503);

        RequestFailedException failure = await Assert.ThrowsAsync<RequestFailedException>(() => Bus(Key).PublishAsync([Alert("a")], CancellationToken.None));

        Assert.Equal(503, failure.Status);
        Assert.Equal(4, _topic.Requests.Count);
    }

    [Fact]
    public async Task Publish_TopicRefuses_FailsAtOnce()
    {
        _topic.Answer(401);

        RequestFailedException failure = await Assert.ThrowsAsync<RequestFailedException>(() => Bus(Key).PublishAsync([Alert("a")], CancellationToken.None));

        Assert.Equal(401, failure.Status);
        Assert.Single(_topic.Requests);
    }

    [Fact]
    public async Task Publish_MoreThanARequestTakes_IsCutIntoSeveral()
    {
        string[] ids = [.. Enumerable.Range(0, 60).Select(i => $"a-{i}")];

        await Bus(Key).PublishAsync([.. ids.Select(id => Alert(id, length: 50_000))], CancellationToken.None);

        Assert.InRange(_topic.Requests.Count, 4, 5);
        Assert.All(_topic.Requests, request => Assert.InRange(Encoding.UTF8.GetByteCount(request.Body), 1, EventGridEventBus.MaxBytes));
        Assert.Equal(ids, _topic.Requests.SelectMany(request => CloudEvent.ParseMany(BinaryData.FromString(request.Body))).Select(published => published.Id));
    }

    [Fact]
    public async Task Publish_EventLargerThanARequest_IsRefusedAndNothingIsSent()
    {
        await Assert.ThrowsAsync<EventTooLargeException>(
            () => Bus(Key).PublishAsync([Alert("a"), Alert("b", EventGridEventBus.MaxBytes)], CancellationToken.None));

        Assert.Empty(_topic.Requests);
    }

    private static CloudEvent Alert(string id, int length = 10) =>
        InventoryEvents.Create(id, Now, new InventoryAlert("Stock unavailable", new string('x', length)));

    private EventGridEventBus Bus(string? key)
    {
        EventGridPublisherClientOptions options = new() { Transport = _topic.Transport() };
        options.Retry.Delay = TimeSpan.FromMilliseconds(1);
        EventGridOptions settings = new() { TopicEndpoint = new Uri(_topic.Address, Path).AbsoluteUri, TopicKey = key };
        return new EventGridEventBus(EventServices.Client(settings, () => _credential, options));
    }
}
