using System.Diagnostics.Metrics;
using Azure.Storage.Queues;
using InventoryFunctions.ChangeFeed;
using InventoryFunctions.Domain.Inventory;
using InventoryFunctions.Events;
using InventoryFunctions.Telemetry;
using InventoryFunctions.Testing;

namespace InventoryFunctions.Tests.ChangeFeed;

public sealed class ChangeFeedSweepTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    [Fact]
    public async Task Sweep_MessagesWereLost_NamesTheShardsThatWaitTooLong()
    {
        await using FeedApp feed = await FeedApp.StartAsync(azurite);
        QueueClient queue = feed.App.Get<QueueServiceClient>().GetQueueClient(QueueNames.ChangeFeed);

        // One after the other: what is told while a message is on its way shares the next one.
        await feed.AddEachAsync(feed.Ids(9, 3).Select(Item));
        await MessagesAsync(1);
        feed.Clock.Advance(TimeSpan.FromSeconds(60));
        await MessagesAsync(2);
        await feed.AddAsync(Item(feed.Ids(10, 1)[0]));
        await MessagesAsync(3);
        await queue.ClearMessagesAsync();

        ChangeFeedBacklog backlog = await feed.App.Get<ChangeFeedSweep>().RunAsync(CancellationToken.None);

        Assert.Equal((4, 60), (backlog.Count, Math.Round(backlog.OldestAge.TotalSeconds)));
        await Eventually.HoldsAsync(
            async () => (await queue.PeekMessagesAsync(32)).Value.Select(message => message.Body.ToString()).SequenceEqual(["""{"shards":[9]}"""]),
            "the shard that waits longer than five seconds is named again, and no other");

        Task MessagesAsync(int count) => Eventually.HoldsAsync(
            async () => (await queue.PeekMessagesAsync(32)).Value.Length == count, $"{count} messages tell of the commits");
    }

    [Fact]
    public async Task Sweep_NothingWaits_FindsNoBacklog()
    {
        await using FeedApp feed = await FeedApp.StartAsync(azurite);

        Assert.Equal(new ChangeFeedBacklog(0, TimeSpan.Zero), await feed.App.Get<ChangeFeedSweep>().RunAsync(CancellationToken.None));
    }

    [Fact]
    public async Task Sweep_BeforeAndAfterTheFeedIsDrained_MeasuresCountAndAge()
    {
        string environment = $"feed-{Guid.NewGuid():N}";
        await using FeedApp feed = await FeedApp.StartAsync(azurite, (EnvironmentOptions.Setting, environment));
        List<(string Name, double Value)> measured = [];
        using MeterListener listener = new();
        listener.InstrumentPublished = (instrument, all) =>
        {
            if (instrument.Meter.Name == JobMetrics.MeterPrefix + environment)
            {
                all.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, _, _) => measured.Add((instrument.Name, value)));
        listener.SetMeasurementEventCallback<double>((instrument, value, _, _) => measured.Add((instrument.Name, Math.Round(value))));
        listener.Start();
        await feed.AddEachAsync(feed.Ids(3, 2).Select(Item));
        feed.Clock.Advance(TimeSpan.FromSeconds(90));

        await feed.App.Get<ChangeFeedSweep>().RunAsync(CancellationToken.None);
        await feed.ProcessAsync(3);
        await feed.App.Get<ChangeFeedSweep>().RunAsync(CancellationToken.None);

        Assert.Equal(
            [
                (ChangeFeedMetrics.Backlog, 2),
                (ChangeFeedMetrics.OldestAge, 90),
                (ChangeFeedMetrics.Backlog, 0),
                (ChangeFeedMetrics.OldestAge, 0),
            ],
            measured.Where(measurement => measurement.Name is ChangeFeedMetrics.Backlog or ChangeFeedMetrics.OldestAge));
    }

    private static InventoryItem Item(string itemId) => BatchUpdates.Inventory.Item(itemId);
}
