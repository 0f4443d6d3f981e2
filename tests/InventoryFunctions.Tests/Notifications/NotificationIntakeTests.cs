using InventoryFunctions.Notifications;
using InventoryFunctions.Testing;
using InventoryFunctions.Tests.BatchUpdates;
using InventoryFunctions.Tests.ChangeFeed;
using InventoryFunctions.Tests.Importing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;
using Moq;

namespace InventoryFunctions.Tests.Notifications;

/// <summary>What is started when an event comes again: what its first arrival left undone, whatever has become of the purchase order meanwhile.</summary>
public sealed class NotificationIntakeTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>, IAsyncLifetime
{
    private InventoryApp _app = null!;
    private RecordingClient _client = null!;

    private NotificationStore Notifications => _app.Get<NotificationStore>();

    private Notification Asked => new() { Id = "po-1/Request/0", Subject = "A purchase order to approve", Message = "Decide.", Time = _app.Clock.GetUtcNow() };

    public async Task InitializeAsync() => (_app, _client) = (await InventoryApp.StartAsync(azurite), new RecordingClient());

    public async Task DisposeAsync()
    {
        await _client.DisposeAsync();
        await _app.DisposeAsync();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    [Trait("Parity", "B9")]
    public async Task TakeIn_HostDiedBeforeSendingStarted_StartsItWhenTheEventComesAgain(bool isStillToSend)
    {
        _client.BeforeStart = _ => throw new ProcessKilledException();
        await Assert.ThrowsAsync<ProcessKilledException>(() => TakeInAsync(Intake("email", "webhook"), isToSend: true));
        _client.BeforeStart = null;

        await TakeInAsync(Intake("email", "webhook"), isStillToSend);

        Assert.Equal(["email", "webhook"], StartedSenders());
    }

    [Fact]
    public async Task TakeIn_SettingsAskForOtherSendersSince_StartsThoseThatAreRecorded()
    {
        _client.BeforeStart = _ => throw new ProcessKilledException();
        await Assert.ThrowsAsync<ProcessKilledException>(() => TakeInAsync(Intake("email"), isToSend: true));
        _client.BeforeStart = null;

        await TakeInAsync(Intake("webhook"), isToSend: true);

        Assert.Equal(["email"], StartedSenders());
    }

    [Fact]
    public async Task TakeIn_OneDeliveryIsOver_StartsTheOtherOnly()
    {
        await Notifications.AddAsync(
            Asked with { Deliveries = [Delivery("email", DeliveryStatus.Sent), Delivery("webhook", DeliveryStatus.Pending)] }, default);

        await TakeInAsync(Intake("email", "webhook"), isToSend: true);

        Assert.Equal(["webhook"], StartedSenders());
    }

    [Theory]
    [InlineData(DeliveryStatus.Sent)]
    [InlineData(DeliveryStatus.Failed)]
    public async Task TakeIn_DeliveryIsOver_StartsNothing(DeliveryStatus end)
    {
        await Notifications.AddAsync(Asked with { Deliveries = [Delivery("email", end)] }, default);

        await TakeInAsync(Intake("email"), isToSend: true);

        Assert.Empty(_client.Started);
    }

    [Fact]
    public async Task TakeIn_NothingIsToSend_RecordsItAndStartsNothing()
    {
        await TakeInAsync(Intake("email"), isToSend: false);
        await TakeInAsync(Intake("email"), isToSend: false);

        Assert.Empty((await Notifications.FindAsync(Asked.Id, default))!.Deliveries);
        Assert.Empty(_client.Started);
    }

    private Task TakeInAsync(NotificationIntake intake, bool isToSend) => intake.TakeInAsync(new ReceivedNotification(Asked, isToSend), _client, default);

    private NotificationDelivery Delivery(string sender, DeliveryStatus status) => new(sender, status, _app.Clock.GetUtcNow());

    // The intake of a host whose settings ask for these senders.
    private NotificationIntake Intake(params string[] senders) => new(
        Notifications,
        new NotificationSenders([.. senders.Select(name => Mock.Of<INotificationSender>(sender => sender.Name == name))]),
        new ConfigurationBuilder().Build(),
        NullLogger<NotificationIntake>.Instance,
        NullLoggerFactory.Instance);

    private IEnumerable<string> StartedSenders()
    {
        (string id, object? input) = Assert.Single(_client.Started);
        Assert.Equal(NotificationIntake.InstanceIdOf(Asked.Id), id);
        return Assert.IsType<NotificationToSend>(input).Senders;
    }
}
