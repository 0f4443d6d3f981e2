using Azure;
using Azure.Core;
using InventoryFunctions.Domain.Changes;
using InventoryFunctions.Domain.Inventory;
using InventoryFunctions.Domain.Reservations;
using InventoryFunctions.Reservations;
using InventoryFunctions.Storage;
using InventoryFunctions.Testing;
using InventoryFunctions.Tests.BatchUpdates;
using InventoryFunctions.Tests.Importing;
using InventoryFunctions.Tests.Storage;

namespace InventoryFunctions.Tests.Reservations;

/// <summary>How requests share transactions.</summary>
public sealed class GroupTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    [Fact]
    public async Task Reserve_ManyAtOnceForManyItemsOfAShard_SharesTransactionsThatHoldAtMost100Operations()
    {
        TestReservations reservations = await TestReservations.CreateAsync(azurite, shards: 1);
        string[] items = [.. (await reservations.Inventory.AddAsync(0, 70)).Select(stored => stored.Item.ItemId)];
        TaskCompletionSource together = new();
        StorageTraffic traffic = new() { Before = _ => together.Task };
        ReservationStore store = reservations.StoreOver(reservations.Inventory.TableThrough(traffic));

        Task<LineDecision>[] reserving = [.. Enumerable.Range(0, 420).Select(i =>
            store.ReserveAsync(new ReserveCommand($"order-{i / 70}", items[i % 70], 2), CancellationToken.None))];
        together.SetResult();
        LineDecision[] decisions = await Task.WhenAll(reserving);

        // Ten pieces of each, six orders of two: the last is refused.
        Assert.Equal(350, decisions.Count(decision => decision is LineDecision.Reserved));
        Assert.All(decisions[350..], decision => Assert.Equal(new LineDecision.Unavailable(UnavailableReason.OutOfStock, 0, 5), decision));
        int[] operations = [.. traffic.Calls.Where(call => call.Method == "POST").Select(call => call.Body.Split(" HTTP/1.1").Length - 1)];
        Assert.All(operations, count => Assert.InRange(count, 1, 100));
        Assert.InRange(operations.Length, 6, 40);
        foreach (string item in items)
        {
            Assert.Equal(0, await reservations.StockAsync(item));
        }
    }

    [Fact]
    public async Task Reserve_HotItem_FillsTransactionsToTheLast()
    {
        TestReservations reservations = await TestReservations.CreateAsync(azurite);
        await reservations.AddAsync("tv", 1_000);
        TaskCompletionSource together = new();
        StorageTraffic traffic = new() { Before = _ => together.Task };
        ReservationStore store = reservations.StoreOver(reservations.Inventory.TableThrough(traffic));

        Task<LineDecision>[] decisions = [.. Enumerable.Range(0, 1 + (2 * 98)).Select(i =>
            store.ReserveAsync(new ReserveCommand($"order-{i}", "tv", 1), CancellationToken.None))];
        await Eventually.HoldsAsync(() => traffic.Calls.Count > 0, "the first group is under way");
        together.SetResult();
        await Task.WhenAll(decisions);

        // The first group is what had arrived until its commit began; the others are full.
        int[] operations = [.. traffic.Calls.Where(call => call.Method == "POST").Select(call => call.Body.Split(" HTTP/1.1").Length - 1)];
        Assert.Contains(100, operations);
        Assert.InRange(operations.Length, 2, 3);
        Assert.Single(traffic.Calls, call => call.Method == "GET");
        Assert.Equal(803, await reservations.StockAsync("tv"));
    }

    [Fact]
    public async Task Reserve_GroupLargerThanATransactionMayBe_IsCut()
    {
        TestReservations reservations = await TestReservations.CreateAsync(azurite);
        await reservations.AddAsync("tv", 1_000);
        TaskCompletionSource together = new();
        StorageTraffic traffic = new() { Before = _ => together.Task };
        ReservationStore store = reservations.StoreOver(
            reservations.Inventory.TableThrough(traffic), limits: TableLimits.Azure with { TransactionBytes = 30_000 });

        Task<LineDecision>[] reserving = [.. Enumerable.Range(0, 150).Select(i => store.ReserveAsync(new ReserveCommand($"order-{i}", "tv", 1), CancellationToken.None))];
        together.SetResult();
        LineDecision[] decisions = await Task.WhenAll(reserving);

        Assert.All(decisions, decision => Assert.IsType<LineDecision.Reserved>(decision));
        Assert.Equal(850, await reservations.StockAsync("tv"));
        IReadOnlyList<ChangeSet> sets = await reservations.ChangesAsync("tv");
        Assert.InRange(sets.Count, 7, 100);
        Assert.Equal(150, sets.SelectMany(set => set.Reservations).Select(step => step.OrderId).Distinct().Count());
    }

    [Fact]
    public async Task Reserve_LongestIdsAndNamesThereAre_FitOneTransactionOfAzure()
    {
        TestReservations reservations = await TestReservations.CreateAsync(azurite, shards: 1);
        string letters = string.Concat(Enumerable.Range(0x4E00, 120).Select(letter => (char)letter));
        string[] items = [.. Enumerable.Range(0, 49).Select(i => $"{letters}{i}")];
        foreach (string item in items)
        {
            await reservations.Inventory.AddAsync(TestInventory.NewItem(item) with { Name = new string('漢', ItemRules.MaxNameLength) });
        }

        await Task.WhenAll(items.SelectMany(item => Enumerable.Range(0, 4).Select(i => reservations.ReserveAsync($"{letters}{i}", item, 1))));

        foreach (string item in items)
        {
            Assert.Equal(6, await reservations.StockAsync(item));
            Assert.Equal(4, (await reservations.RowsAsync(item)).Count);
        }
    }

    [Fact]
    public async Task Reserve_ReservedAndReleasedInOneGroup_RecordsBothSteps()
    {
        TestReservations reservations = await TestReservations.CreateAsync(azurite);
        await reservations.AddAsync("tv", 10);
        TaskCompletionSource together = new();
        StorageTraffic traffic = new() { Before = _ => together.Task };
        ReservationStore store = reservations.StoreOver(reservations.Inventory.TableThrough(traffic));

        Task<LineDecision> first = store.ReserveAsync(new ReserveCommand("first", "tv", 1), CancellationToken.None);
        await Eventually.HoldsAsync(() => traffic.Calls.Count > 0, "the first group is under way");
        Task<LineDecision> reserve = store.ReserveAsync(new ReserveCommand("second", "tv", 9), CancellationToken.None);
        Task<ReservationEnding> release = store.EndAsync("second", "tv", ReservationEnd.Release, CancellationToken.None);
        Task<LineDecision> third = store.ReserveAsync(new ReserveCommand("third", "tv", 9), CancellationToken.None);
        together.SetResult();
        await Task.WhenAll(first, reserve, release, third);

        Assert.Equal(new LineDecision.Reserved(9, null), await reserve);
        Assert.IsType<ReservationEnding.Ended>(await release);
        Assert.Equal(new LineDecision.Reserved(9, null), await third);
        Assert.Equal(0, await reservations.StockAsync("tv"));
        ChangeSet set = (await reservations.ChangesAsync("tv"))[^1];
        Assert.Equal(
            [("second", null, ReservationState.Open), ("second", ReservationState.Open, ReservationState.Released), ("third", null, ReservationState.Open)],
            set.Reservations.Select(step => (step.OrderId, step.From, step.To)));
        Assert.Equal(new ChangeCause(ChangeCauseKind.Reservations, ""), set.Cause);
        Assert.Equal((9, 0), (Assert.Single(set.Items).Before!.Stock, set.Items[0].After!.Stock));
    }

    [Theory]
    [InlineData(5)]
    [InlineData(0)]
    public async Task Reserve_AnswerOfStorageLost_IsDecidedOnce(int stock)
    {
        TestReservations reservations = await TestReservations.CreateAsync(azurite);
        await reservations.AddAsync("tv", stock);
        int lost = 0;
        StorageHook hook = new()
        {
            After = request => request.Method == RequestMethod.Post && Interlocked.Increment(ref lost) == 1
                ? throw new RequestFailedException("The connection broke.")
                : Task.CompletedTask,
        };
        CountingNudge nudge = new();
        ReservationStore store = reservations.StoreOver(reservations.Inventory.TableThrough(hook), nudge);

        LineDecision decision = await store.ReserveAsync(new ReserveCommand("order", "tv", 2), CancellationToken.None);

        // The change feed hears of it although nobody heard that it was stored.
        Assert.Equal(stock == 5 ? 1 : 0, nudge.Count);
        LineDecision next = await store.ReserveAsync(new ReserveCommand("next", "tv", 2), CancellationToken.None);

        Assert.InRange(lost, 2, 10);
        Assert.Equal(stock == 5, decision is LineDecision.Reserved);
        Assert.Equal(decision.GetType(), next.GetType());
        Assert.Equal(stock == 5 ? 1 : 0, await reservations.StockAsync("tv"));
        Assert.Equal(2, (await reservations.RowsAsync("tv")).Count);
    }

    [Fact]
    [Trait("Parity", "D1")]
    public async Task Reserve_WhileOthersRestockTheItem_LosesAndInventsNothing()
    {
        TestReservations reservations = await TestReservations.CreateAsync(azurite);
        await reservations.AddAsync("tv", 20);
        int restocks = 0;
        Task restocking = Parallel.ForAsync(0, 15, new ParallelOptions { MaxDegreeOfParallelism = 2 }, async (_, cancellation) =>
        {
            StoredItem read;
            do
            {
                read = (await reservations.Inventory.Store.FindAsync("tv", cancellation))!;
            }
            while (await reservations.Inventory.CommitAsync(TestInventory.Restock(read)) is not CommitResult.Committed);
            Interlocked.Increment(ref restocks);
        });

        int order = 0;
        int reserved = 0;
        while (!restocking.IsCompleted)
        {
            LineDecision[] decisions = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ =>
                reservations.ReserveAsync($"order-{Interlocked.Increment(ref order)}", "tv", 1)));
            reserved += decisions.Count(decision => decision is LineDecision.Reserved);
        }

        await restocking;
        Assert.Equal((15, 20 + 150), (restocks, reserved + await reservations.StockAsync("tv")));
        Assert.Equal(reserved, (await reservations.RowsAsync("tv")).Count(row => row.State == ReservationState.Open));
    }

    [Fact]
    public async Task Reserve_SomebodyFasterEveryTime_GivesUpAndLeavesEverythingAsItIs()
    {
        TestReservations reservations = await TestReservations.CreateAsync(azurite);
        await reservations.AddAsync("tv", 10);
        int restocks = 0;
        StorageTraffic traffic = new()
        {
            Before = async call =>
            {
                if (call.Method == "POST")
                {
                    StoredItem read = (await reservations.Inventory.Store.FindAsync("tv", CancellationToken.None))!;
                    Assert.IsType<CommitResult.Committed>(await reservations.Inventory.CommitAsync(TestInventory.Restock(read)));
                    restocks++;
                }
            },
        };
        ReservationStore store = reservations.StoreOver(reservations.Inventory.TableThrough(traffic));

        await Assert.ThrowsAsync<InvalidOperationException>(() => store.ReserveAsync(new ReserveCommand("order", "tv", 1), CancellationToken.None));

        Assert.Equal((100, 10 + (10 * restocks)), (restocks, await reservations.StockAsync("tv")));
        Assert.Empty(await reservations.RowsAsync("tv"));
    }
}
