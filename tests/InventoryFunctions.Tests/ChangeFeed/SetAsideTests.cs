using Azure;
using InventoryFunctions.ChangeFeed;
using InventoryFunctions.Domain.Changes;
using InventoryFunctions.Domain.Inventory;
using InventoryFunctions.Poison;
using InventoryFunctions.Testing;
using InventoryFunctions.Tests.Importing;
using InventoryFunctions.Tests.Workflows;

namespace InventoryFunctions.Tests.ChangeFeed;

public sealed class SetAsideTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    [Theory]
    [InlineData("0199a5a5a5a57000a000000000000000")]
    [InlineData("nonsense")]
    public async Task Process_UnreadableChange_IsSetAsideAndHoldsUpNoOther(string key)
    {
        await using FeedApp feed = await FeedApp.StartAsync(azurite);
        await feed.SpoilAsync(5, key);
        await feed.AddAsync(Item(feed.Ids(5, 1)[0]));

        await feed.ProcessAsync(5);

        Assert.Empty(await feed.WaitingAsync(5));
        Assert.Single(feed.Client.Started);
        PoisonMessage kept = Assert.Single(await ListAsync(feed));
        Assert.Equal(($"s005:{key}", "CQkJ", 1L), (kept.Id, kept.Body, kept.Attempts));
        Assert.Contains("InvalidDataException", kept.Reason, StringComparison.Ordinal);
        Assert.Single(feed.App.Alerts.Alerts);
    }

    [Fact]
    public async Task Process_KilledBeforeOrAfterAnyStorageCallOfSettingAside_TellsTheAdministratorOnceInEffect()
    {
        await using FeedApp feed = await FeedApp.StartAsync(azurite);
        bool finished = false;
        for (int call = 1; !finished; call++)
        {
            await feed.SpoilAsync(5, $"nonsense{call}");
            int calls = 0;
            StorageHook hook = new() { After = _ => ++calls == call ? throw new ProcessKilledException() : Task.CompletedTask };
            try
            {
                await feed.Process(hook).ProcessAsync(5, 1, feed.Client, CancellationToken.None);
                finished = true;
            }
            catch (ProcessKilledException)
            {
            }

            feed.Clock.Advance(TimeSpan.FromSeconds(1));
            await feed.ProcessAsync(5);

            Assert.Equal(call, feed.App.Alerts.Alerts.Select(each => each.ExecutionId).Distinct().Count());
            Assert.Equal(call, (await ListAsync(feed)).Count);
        }
    }

    [Fact]
    public async Task Process_ActingKeepsFailing_IsSetAsideAfterFiveAttemptsWhileOthersGoOn()
    {
        await using FeedApp feed = await FeedApp.StartAsync(azurite);
        IReadOnlyList<string> ids = feed.Ids(6, 2);
        await feed.AddEachAsync(ids.Select(Item));
        ChangeSet failing = (await feed.WaitingAsync(6))[0];
        feed.Client.BeforeStart = id =>
        {
            if (id.EndsWith(ids[0], StringComparison.Ordinal))
            {
                throw new ArgumentException("No way.");
            }
        };

        for (int attempt = 1; attempt <= ShardChanges.MaxAttempts; attempt++)
        {
            Assert.Equal(failing.Id, (await feed.WaitingAsync(6))[0].Id);
            await Assert.ThrowsAsync<AggregateException>(() => feed.ProcessAsync(6));
            Assert.Single(feed.Client.Started);
        }

        await feed.ProcessAsync(6);
        PoisonMessage kept = Assert.Single(await ListAsync(feed));
        Assert.Equal(("ArgumentException: No way.", 5L), (kept.Reason, kept.Attempts));
        Assert.Contains(ids[0], kept.Body, StringComparison.Ordinal);
        Assert.Empty(await feed.WaitingAsync(6));
        Assert.Equal(2, (await feed.JournalAsync(6)).Count);
        Assert.Single(feed.App.Alerts.Alerts);

        feed.Client.BeforeStart = null;
        Assert.Equal(new RedriveAnswer(1, 0), await feed.App.Get<SetAsideChanges>().RedriveAsync(default));
        await feed.ProcessAsync(6);

        Assert.Equal(2, feed.Client.Started.Count);
        Assert.Empty(await ListAsync(feed));
        Assert.Empty(await feed.WaitingAsync(6));
    }

    public static TheoryData<Exception> Outages => [new RequestFailedException("The connection was refused."), EngineOutage.Exception(), new TimeoutException()];

    [Theory]
    [MemberData(nameof(Outages), DisableDiscoveryEnumeration = true)]
    public async Task Process_StorageOrTheEngineIsAway_CountsAgainstNoChange(Exception outage)
    {
        await using FeedApp feed = await FeedApp.StartAsync(azurite);
        await feed.AddAsync(Item(feed.Ids(6, 1)[0]));
        feed.Client.BeforeStart = _ => throw outage;

        for (int attempt = 0; attempt < 2 * ShardChanges.MaxAttempts; attempt++)
        {
            await Assert.ThrowsAsync<AggregateException>(() => feed.ProcessAsync(6));
        }

        Assert.Single(await feed.WaitingAsync(6));
        Assert.Empty(await ListAsync(feed));
    }

    private static InventoryItem Item(string itemId) => BatchUpdates.Inventory.Item(itemId, 5) with { Threshold = 5 };

    private static async Task<IReadOnlyList<PoisonMessage>> ListAsync(FeedApp feed) =>
        (await feed.App.Get<SetAsideChanges>().ListAsync(100, null, CancellationToken.None)).Items;
}
