using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using InventoryFunctions.ChangeFeed;
using InventoryFunctions.Events;
using InventoryFunctions.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace InventoryFunctions.Tests.ChangeFeed;

public sealed class ChangeNudgeTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private readonly ManualTimeProvider _clock = new();

    [Fact]
    public async Task Committed_ManyTimesAtOnce_NamesTheShardAtOnceAndOnceMoreLater()
    {
        (ChangeNudge nudge, QueueClient queue) = await StartAsync();
        using ChangeNudge disposed = nudge;

        for (int i = 0; i < 100; i++)
        {
            nudge.Committed(7);
        }

        await MessagesAsync(queue, """{"shards":[7]}""");
        _clock.Advance(ChangeNudge.Interval);
        await MessagesAsync(queue, """{"shards":[7]}""", """{"shards":[7]}""");
        _clock.Advance(ChangeNudge.Interval);
        nudge.Committed(8);
        await MessagesAsync(queue, """{"shards":[7]}""", """{"shards":[7]}""", """{"shards":[8]}""");
    }

    [Fact]
    public async Task Begun_AfterCommits_NeedsNoFurtherMessageForThem()
    {
        (ChangeNudge nudge, QueueClient queue) = await StartAsync();
        using ChangeNudge disposed = nudge;
        nudge.Committed(7);
        nudge.Committed(7);
        await MessagesAsync(queue, """{"shards":[7]}""");

        nudge.Begun(7);
        _clock.Advance(ChangeNudge.Interval);
        nudge.Committed(8);

        await MessagesAsync(queue, """{"shards":[7]}""", """{"shards":[8]}""");
    }

    [Fact]
    public async Task Committed_AfterTheShardWasBegun_NamesItWhenTheSecondIsOver()
    {
        (ChangeNudge nudge, QueueClient queue) = await StartAsync();
        using ChangeNudge disposed = nudge;
        nudge.Committed(7);
        nudge.Begun(7);

        nudge.Committed(7);
        await MessagesAsync(queue, """{"shards":[7]}""");
        _clock.Advance(ChangeNudge.Interval);

        await MessagesAsync(queue, """{"shards":[7]}""", """{"shards":[7]}""");
    }

    [Fact]
    public async Task Committed_QueueIsMissing_FailsNobody()
    {
        (ChangeNudge nudge, QueueClient queue) = await StartAsync();
        using ChangeNudge disposed = nudge;
        await queue.DeleteAsync();

        nudge.Committed(7);
        await queue.CreateAsync();
        _clock.Advance(ChangeNudge.Interval);
        nudge.Committed(8);

        // Alone, or with the one that could not be named.
        await Eventually.HoldsAsync(async () => (await PeekAsync(queue)).Any(message => message.EndsWith("8]}", StringComparison.Ordinal)), "the next shard is named");
    }

    [Theory]
    [InlineData("""{"shards":[0,63]}""", true)]
    [InlineData("""{"shards":[64]}""", false)]
    [InlineData("""{"shards":[-1]}""", false)]
    [InlineData("nonsense", false)]
    [InlineData("{}", false)]
    public void Message_OfShards_IsReadWhereTheyAreOurs(string body, bool ours) =>
        Assert.Equal(ours, ChangeFeedMessage.Read(BinaryData.FromString(body), 64) is not null);

    private async Task<(ChangeNudge Nudge, QueueClient Queue)> StartAsync()
    {
        QueueServiceClient queues = new(azurite.NewAccount(), new QueueClientOptions { MessageEncoding = QueueMessageEncoding.None });
        QueueClient queue = queues.GetQueueClient(QueueNames.ChangeFeed);
        await queue.CreateAsync();
        return (new ChangeNudge(queues, [], _clock, NullLogger<ChangeNudge>.Instance), queue);
    }

    private static Task MessagesAsync(QueueClient queue, params string[] expected) => Eventually.HoldsAsync(
        async () => (await PeekAsync(queue)).SequenceEqual(expected), $"the messages are {string.Join(" ", expected)}");

    private static async Task<IReadOnlyList<string>> PeekAsync(QueueClient queue)
    {
        PeekedMessage[] messages = await queue.PeekMessagesAsync(32);
        return [.. messages.Select(message => message.Body.ToString()).Order()];
    }
}
