using Azure.Messaging;
using InventoryFunctions.Domain.Events;
using InventoryFunctions.Domain.Jobs;
using InventoryFunctions.Events;
using InventoryFunctions.Notifications;
using InventoryFunctions.Testing;
using InventoryFunctions.Tests.Events;
using Microsoft.Extensions.Logging.Abstractions;

namespace InventoryFunctions.Tests.Notifications;

[Trait("Parity", "A7")]
public sealed class AlertPublisherTests
{
    private static readonly JobAlert Alert = new("[prod] High Failure Rate Detected", "Execution 7: 2 of 10 items failed (20.0 %).");

    private readonly RecordingBus _bus = new();
    private readonly ManualTimeProvider _clock = new();

    private AlertPublisher Publisher => new(_bus, _clock, NullLogger<AlertPublisher>.Instance);

    [Fact]
    public async Task Publish_Alert_GoesOutAsAnEventForTheAdministrator()
    {
        await Publisher.PublishAsync(Alert, "7", CancellationToken.None);

        CloudEvent published = Assert.Single(_bus.Published);
        Assert.Equal((EventTypes.InventoryAlert, EventSources.Inventory, "7"), (published.Type, published.Source, published.Subject));
        Assert.Equal(new InventoryAlert(Alert.Subject, Alert.Message, "7"), InventoryEvents.Read<InventoryAlert>(published));
        Assert.Equal(_clock.GetUtcNow(), published.Time);
    }

    [Fact]
    public async Task Publish_SameAlertOfTheSameJobAgain_HasTheSameId()
    {
        await Publisher.PublishAsync(Alert, "7", CancellationToken.None);
        _clock.Advance(TimeSpan.FromMinutes(1));
        await Publisher.PublishAsync(Alert, "7", CancellationToken.None);
        await Publisher.PublishAsync(Alert, "8", CancellationToken.None);
        await Publisher.PublishAsync(Alert with { Subject = "[prod] Job Execution Failed" }, "7", CancellationToken.None);

        string[] ids = [.. _bus.Published.Select(published => published.Id)];
        Assert.Equal(ids[0], ids[1]);
        Assert.Equal(3, ids.Distinct().Count());
    }

    [Fact]
    public async Task Publish_EndlessMessage_StillFitsAQueueMessage()
    {
        await Publisher.PublishAsync(Alert with { Message = new string('é', 100_000) }, "7", CancellationToken.None);

        Assert.InRange(EventBatch.Write(Assert.Single(_bus.Published), QueueLimits.MessageBytes).Length, 1, QueueLimits.MessageBytes);
    }
}
