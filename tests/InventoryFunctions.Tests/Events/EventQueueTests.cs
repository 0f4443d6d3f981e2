using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using Azure;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Data.Tables;
using Azure.Messaging;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using InventoryFunctions.Domain.Events;
using InventoryFunctions.Events;
using InventoryFunctions.Notifications;
using InventoryFunctions.Poison;
using InventoryFunctions.Storage;
using InventoryFunctions.Telemetry;
using InventoryFunctions.Testing;
using InventoryFunctions.Tests.BatchUpdates;
using InventoryFunctions.Tests.Telemetry;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace InventoryFunctions.Tests.Events;

[Collection(TracesOfTheProcess.Name)]
public sealed class EventQueueTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>, IAsyncLifetime
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly Refusals _queueCalls = new();
    private readonly AlertRecorder _alerts = new();
    private ServiceProvider _services = null!;

    private EventQueue Queue => _services.GetRequiredService<EventQueue>();

    public async Task InitializeAsync()
    {
        string connectionString = azurite.NewAccount();
        QueueClientOptions options = new() { Retry = { MaxRetries = 0 } };
        options.AddPolicy(_queueCalls, HttpPipelinePosition.PerCall);
        IConfiguration configuration = new ConfigurationBuilder().AddInMemoryCollection([new(StorageConnection.Setting, connectionString)]).Build();
        _services = new ServiceCollection()
            .AddSingleton(configuration)
            .AddSingleton(new QueueServiceClient(connectionString, options))
            .AddSingleton<IAlertPublisher>(_alerts)
            .AddLogging()
            .AddInventory(configuration)
            .BuildServiceProvider();
        foreach (IHostedService hosted in _services.GetServices<IHostedService>())
        {
            await hosted.StartAsync(CancellationToken.None);
        }
    }

    public async Task DisposeAsync() => await _services.DisposeAsync();

    [Fact]
    public async Task Handle_EventsOfOneMessage_RunAtTheSameTime()
    {
        int begun = 0;
        TaskCompletionSource all = new(TaskCreationOptions.RunContinuationsAsynchronously);
        QueueMessage message = Message($"[{Order("1")},{Order("2")},{Order("3")}]");

        await Queue.HandleAsync(QueueNames.Orders, message, MeetAsync, CancellationToken.None);

        Assert.Empty(await SentAsync());

        Task MeetAsync(CloudEvent received, CancellationToken cancellation)
        {
            if (Interlocked.Increment(ref begun) == 3)
            {
                all.SetResult();
            }

            return all.Task.WaitAsync(Eventually.DefaultDeadline, cancellation);
        }
    }

    [Fact]
    public async Task Handle_HostStops_IsLeftToTheNextDeliveryAndSaysNothingAgainstTheMessage()
    {
        using CancellationTokenSource stopping = new();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Queue.HandleAsync(
            QueueNames.Orders,
            Message($"[{Order("1")},{Order("2")}]", dequeueCount: EventQueue.MaxDequeueCount),
            async (_, cancellation) =>
            {
                await stopping.CancelAsync();
                cancellation.ThrowIfCancellationRequested();
            },
            stopping.Token));

        Assert.Empty(await RowsAsync());
        Assert.Empty(await SentAsync());
        Assert.Empty(_alerts.Alerts);
    }

    [Fact]
    public async Task Handle_FailingEventCannotBePutBack_FailsSoThatTheWholeMessageComesAgain()
    {
        _queueCalls.RefuseAll = true;

        await Assert.ThrowsAsync<RequestFailedException>(() => Queue.HandleAsync(
            QueueNames.Orders,
            Message($"[{Order("1")},{Order("2")}]"),
            (received, _) => received.Id == "2" ? throw new TimeoutException() : Task.CompletedTask,
            CancellationToken.None));

        TableEntity row = Assert.Single(await RowsAsync());
        Assert.Equal(1, row.GetInt64("Attempts"));
        Assert.False(row.GetBoolean("Poisoned"));
    }

    [Fact]
    public async Task Handle_RefusesOneEventAndFailsAnother_OnlyTheSecondIsAnErrorInTheTrace()
    {
        ConcurrentDictionary<string, ActivityStatusCode> ended = new();
        using ActivityListener listener = new()
        {
            ShouldListenTo = source => source.Name == InventoryActivities.SourceName,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = span => ended[$"{span.GetTagItem("cloudevents.event_id")}"] = span.Status,
        };
        ActivitySource.AddActivityListener(listener);

        await Queue.HandleAsync(
            QueueNames.Orders,
            Message($"[{Order("refused-in-trace")},{Order("failed-in-trace")}]"),
            (received, _) => received.Id == "refused-in-trace" ? throw new InvalidEventException("quantity", "must be 1 or more") : throw new TimeoutException(),
            CancellationToken.None);

        Assert.Equal(ActivityStatusCode.Unset, ended["refused-in-trace"]);
        Assert.Equal(ActivityStatusCode.Error, ended["failed-in-trace"]);
    }

    [Fact]
    public async Task Handle_RefusedEventCannotReachThePoisonQueue_FailsAndIsToldOfOnce()
    {
        QueueMessage message = Message("no event");
        _queueCalls.RefuseAll = true;
        await Assert.ThrowsAsync<RequestFailedException>(() => HandleAsync(message));
        _queueCalls.RefuseAll = false;

        await HandleAsync(message);

        Assert.Single(_alerts.Alerts);
        Assert.Equal("no event", Assert.Single(await SentAsync("orders-poison")).Body.ToString());
        Assert.True(Assert.Single(await RowsAsync()).GetBoolean("Poisoned"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Handle_RefusedAtALaterDelivery_KeepsTheReason(bool malformed)
    {
        QueueMessage message = Message(malformed ? "no event" : Order("1"), dequeueCount: 2);

        await Queue.HandleAsync(QueueNames.Orders, message, (_, _) => throw new InvalidEventException("quantity", "must be 1 or more"), CancellationToken.None);

        Assert.StartsWith(malformed ? "message must be" : "quantity must be", Assert.Single(await RowsAsync()).GetString("Reason"));
    }

    [Fact]
    public async Task Handle_PoisonedAgainAfterARedrive_IsNewsWithAnIdOfItsOwn()
    {
        await HandleAsync(Message("no event"));
        await _services.GetRequiredService<PoisonQueues>().RedriveAsync(QueueNames.Orders, CancellationToken.None);

        await HandleAsync(Message("no event"));

        Assert.Equal(2, _alerts.Alerts.Select(told => told.ExecutionId).Distinct().Count());
    }

    [Fact]
    public async Task Handle_LargestMessage_IsKeptWithItsReason()
    {
        string body = new('x', QueueLimits.MessageBytes);

        await HandleAsync(Message(body));

        Assert.Equal(body, Assert.Single(await SentAsync("orders-poison")).Body.ToString());
        Assert.Equal(body, Assert.Single((await _services.GetRequiredService<PoisonQueues>().ListAsync(QueueNames.Orders, 10, null, CancellationToken.None)).Items).Body);
    }

    [Fact]
    public async Task Handle_NotificationIsPoisoned_TellsNobodyAsThatIsWhatFailed()
    {
        await Queue.HandleAsync(QueueNames.Notifications, Message("no event"), (_, _) => Task.CompletedTask, CancellationToken.None);

        Assert.Empty(_alerts.Alerts);
        Assert.Single(await RowsAsync());
    }

    private static QueueMessage Message(string body, long dequeueCount = 1) => QueuesModelFactory.QueueMessage("m", "r", BinaryData.FromString(body), dequeueCount);

    private static string Order(string id) => JsonSerializer.Serialize(InventoryEvents.Create(id, Now, new NewOrderReceived(id, ProductId: "tv", Quantity: 1)));

    private Task HandleAsync(QueueMessage message) => Queue.HandleAsync(QueueNames.Orders, message, (_, _) => Task.CompletedTask, CancellationToken.None);

    private async Task<QueueMessage[]> SentAsync(string queue = QueueNames.Orders) =>
        await _services.GetRequiredService<QueueServiceClient>().GetQueueClient(queue).ReceiveMessagesAsync(QueueLimits.MessagesAtOnce);

    private async Task<List<TableEntity>> RowsAsync()
    {
        List<TableEntity> rows = [];
        await foreach (TableEntity row in _services.GetRequiredService<TableServiceClient>().GetTableClient(PoisonStore.TableName).QueryAsync<TableEntity>(""))
        {
            rows.Add(row);
        }

        return rows;
    }

    private sealed class Refusals : HttpPipelineSynchronousPolicy
    {
        public bool RefuseAll { get; set; }

        public override void OnSendingRequest(HttpMessage message)
        {
            if (RefuseAll)
            {
                throw new RequestFailedException(503, "The service is busy.");
            }
        }
    }
}
