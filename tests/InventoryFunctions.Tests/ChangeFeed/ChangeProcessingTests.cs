using InventoryFunctions.Domain.Changes;
using InventoryFunctions.Domain.Inventory;
using InventoryFunctions.StockLevels;
using InventoryFunctions.Testing;
using InventoryFunctions.Tests.Importing;

namespace InventoryFunctions.Tests.ChangeFeed;

public sealed class ChangeProcessingTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    [Fact]
    [Trait("Parity", "B7")]
    public async Task Process_Changes_AreJournaledActedOnAndGone()
    {
        await using FeedApp feed = await FeedApp.StartAsync(azurite);
        IReadOnlyList<string> ids = feed.Ids(3, 3);
        await feed.AddAsync(Item(ids[0], 100), Item(ids[1], 5), Item(ids[2], 0));
        ChangeSet set = Assert.Single(await feed.WaitingAsync(3));

        await feed.ProcessAsync(3);

        Assert.Empty(await feed.WaitingAsync(3));
        Assert.Equal(set.Id, Assert.Single(await feed.JournalAsync(3)).Set!.Id);
        Assert.Equal(
            [$"Check_Inventory_Level_{set.Id:N}_{ids[1]}", $"Check_Inventory_Level_{set.Id:N}_{ids[2]}"],
            feed.Client.Started.Keys.Order());
        Assert.Contains(new LevelCheck(set.Id.ToString("N"), set.Items[1].After!), feed.Client.Started.Values);
    }

    [Fact]
    [Trait("Parity", "B7")]
    public async Task Process_HealthyItemsChange_StartsNothing()
    {
        await using FeedApp feed = await FeedApp.StartAsync(azurite);
        IReadOnlyList<string> ids = feed.Ids(0, 300);
        await feed.AddAsync([.. ids.Select(id => Item(id, 100))]);
        await feed.App.ChangeAsync(ids[0], item => item.WithStock(6));
        await feed.App.ChangeAsync(ids[0], item => item.WithStock(0) with { Status = StockStatus.OutOfStock });
        await feed.App.ChangeAsync(ids[0], _ => null);

        await feed.ProcessAsync(0);

        Assert.Empty(feed.Client.Started);
        Assert.Equal(7, (await feed.JournalAsync(0)).Count);
        Assert.Empty(await feed.WaitingAsync(0));
    }

    [Fact]
    public async Task Process_MoreThanAPage_TakesThemAllInOrder()
    {
        await using FeedApp feed = await FeedApp.StartAsync(azurite);
        IReadOnlyList<string> ids = feed.Ids(1, 230);
        await feed.AddEachAsync(ids.Select(id => Item(id, 5)));

        await feed.ProcessAsync(1);

        Assert.Empty(await feed.WaitingAsync(1));
        Assert.Equal(230, feed.Client.Started.Count);
        Assert.Equal(ids, (await feed.JournalAsync(1)).Select(entry => entry.Set!.Items.Single().ItemId));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    [Trait("Parity", "B7")]
    public async Task Process_KilledAtAnyCall_HasEachChangeJournaledAndActedOnOnce(bool answered)
    {
        const int Sets = 105;
        await using FeedApp feed = await FeedApp.StartAsync(azurite);
        int call = 0;
        int deaths = 0;
        bool died;
        do
        {
            // Two pages: each is read, journaled and deleted.
            int shard = call++;
            await feed.AddEachAsync(feed.Ids(shard, Sets).Select((id, i) => Item(id, i % 5 == 0 ? 5 : 100)));
            Guid[] sets = [.. (await feed.WaitingAsync(shard)).Select(set => set.Id)];
            int startedBefore = feed.Client.Started.Count;

            died = await DiesAsync(feed, shard, call, answered);
            deaths += died ? 1 : 0;
            await feed.Process(new StorageHook()).ProcessAsync(shard, 100, feed.Client, CancellationToken.None);

            Assert.Empty(await feed.WaitingAsync(shard));
            Assert.Equal(sets, (await feed.JournalAsync(shard)).Select(entry => entry.Id));
            Assert.Equal(Sets / 5, feed.Client.Started.Count - startedBefore);
        }
        while (died);

        Assert.Equal(6, deaths);
    }

    [Fact]
    public async Task Process_KilledAtAnyStart_StartsEachCheckOnce()
    {
        await using FeedApp feed = await FeedApp.StartAsync(azurite);
        await feed.AddEachAsync(feed.Ids(2, 12).Select(id => Item(id, 5)));
        for (int alive = 0; alive < 12; alive++)
        {
            int starts = 0;
            bool dead = false;
            feed.Client.BeforeStart = _ =>
            {
                if (Interlocked.Increment(ref starts) > alive)
                {
                    dead = true;
                    throw new ProcessKilledException();
                }
            };
            StorageHook hook = new() { Before = _ => dead ? throw new ProcessKilledException() : Task.CompletedTask };

            // Where nothing was started, there is no further storage call to die at.
            Exception death = await Assert.ThrowsAnyAsync<Exception>(() => feed.Process(hook).ProcessAsync(2, 100, feed.Client, CancellationToken.None));
            Assert.IsType<ProcessKilledException>(death is AggregateException all ? all.InnerExceptions[0] : death);
            await feed.AddEachAsync([Item(feed.Ids(2, 13 + alive)[^1], 5)]);
        }

        feed.Client.BeforeStart = null;
        await feed.ProcessAsync(2);

        Assert.Equal(24, feed.Client.Started.Count);
        Assert.Equal(24, (await feed.JournalAsync(2)).Count);
        Assert.Empty(await feed.WaitingAsync(2));
    }

    [Fact]
    public async Task Process_SeveralConsumersAtOnce_NothingHappensTwiceOrIsLeft()
    {
        await using FeedApp feed = await FeedApp.StartAsync(azurite);
        await feed.AddEachAsync(feed.Ids(4, 150).Select(id => Item(id, 5)));

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => feed.Process(new StorageHook()).ProcessAsync(4, 100, feed.Client, CancellationToken.None)));

        Assert.Empty(await feed.WaitingAsync(4));
        Assert.Equal(150, feed.Client.Started.Count);
        Assert.Equal(150, (await feed.JournalAsync(4)).Count);
    }

    private static InventoryItem Item(string itemId, int stock) => BatchUpdates.Inventory.Item(itemId, stock) with { Threshold = 5 };

    /// <summary>One process that dies at its nth storage call, before it is sent or when it is answered; false where it came to its end before that.</summary>
    private static async Task<bool> DiesAsync(FeedApp feed, int shard, int call, bool answered)
    {
        int calls = 0;
        Func<Azure.Core.Request, Task> die = _ => Interlocked.Increment(ref calls) >= call ? throw new ProcessKilledException() : Task.CompletedTask;
        StorageHook hook = answered ? new StorageHook { After = die } : new StorageHook { Before = die };
        try
        {
            await feed.Process(hook).ProcessAsync(shard, 100, feed.Client, CancellationToken.None);
            return false;
        }
        catch (ProcessKilledException)
        {
            return true;
        }
    }
}
