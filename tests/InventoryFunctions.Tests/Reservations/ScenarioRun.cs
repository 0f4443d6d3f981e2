using System.Collections.Concurrent;
using InventoryFunctions.Domain.Changes;
using InventoryFunctions.Domain.Inventory;
using InventoryFunctions.Domain.Reservations;
using InventoryFunctions.Reservations;
using InventoryFunctions.Storage;
using InventoryFunctions.Testing;
using InventoryFunctions.Tests.Storage;

namespace InventoryFunctions.Tests.Reservations;

/// <summary>Plays a <see cref="Scenario"/> with two processes, each replaced when it dies, and checks the account after each wave.</summary>
internal sealed class ScenarioRun
{
    private static readonly TimeSpan BetweenWaves = TimeSpan.FromMinutes(20);
    private static readonly TimeSpan Hold = TimeSpan.FromMinutes(30);

    private readonly Scenario _scenario;
    private readonly TestReservations _reservations;
    private readonly (FaultyStorage Storage, ReservationStore Store)[] _processes;
    private readonly ConcurrentDictionary<(string OrderId, string ItemId), ConcurrentBag<LineDecision>> _decisions = new();
    private readonly ConcurrentDictionary<(string OrderId, string ItemId), int> _endings = new();
    private readonly ConcurrentDictionary<string, int> _brought = new();
    private int _seed;

    private ScenarioRun(Scenario scenario, TestReservations reservations)
    {
        _scenario = scenario;
        _reservations = reservations;
        _seed = scenario.Seed;
        _processes = [Start(), Start()];
    }

    public static async Task PlayAsync(AzuriteFixture azurite, Scenario scenario)
    {
        ScenarioRun run = new(scenario, await TestReservations.CreateAsync(azurite, shards: 1));
        for (int item = 0; item < scenario.Stocks.Length; item++)
        {
            await run._reservations.AddAsync($"item-{item}", scenario.Stocks[item]);
            run._brought[$"item-{item}"] = scenario.Stocks[item];
        }

        foreach (Step[] wave in scenario.Waves)
        {
            await Task.WhenAll(wave.Select((step, number) => run.PlayAsync(step, number)));
            await run.CheckAccountAsync();
            run._reservations.Clock.Advance(BetweenWaves);
        }

        await run.CheckRecordAsync();
    }

    private Task PlayAsync(Step step, int number) => step.Kind switch
    {
        StepKind.Reserve => ReserveAsync(step, number),
        StepKind.ReserveTwice => Task.WhenAll(ReserveAsync(step, 0), ReserveAsync(step, 1)),
        StepKind.Confirm => EndAsync(step, number, ReservationEnd.Confirm),
        StepKind.Release => EndAsync(step, number, ReservationEnd.Release),
        StepKind.Expire => EndAsync(step, number, ReservationEnd.Expire),
        _ => RestockAsync(step),
    };

    private async Task ReserveAsync(Step step, int process)
    {
        DateTimeOffset? holdUntil = step.Held ? _reservations.Clock.GetUtcNow() + Hold : null;
        LineDecision decision = await UntilAnsweredAsync(process, store =>
            store.ReserveAsync(new ReserveCommand(step.OrderId, step.ItemId, step.Quantity, holdUntil), CancellationToken.None));
        _decisions.GetOrAdd((step.OrderId, step.ItemId), _ => []).Add(decision);
    }

    private async Task EndAsync(Step step, int process, ReservationEnd end)
    {
        ReservationEnding ending = await UntilAnsweredAsync(process, store =>
            store.EndAsync(step.OrderId, step.ItemId, end, CancellationToken.None));
        if (ending is ReservationEnding.Ended { Changed: true })
        {
            _endings.AddOrUpdate((step.OrderId, step.ItemId), 1, (_, count) => count + 1);
        }
    }

    private async Task RestockAsync(Step step)
    {
        StoredItem read;
        do
        {
            read = (await _reservations.Inventory.Store.FindAsync(step.ItemId, CancellationToken.None))!;
        }
        while (await _reservations.Inventory.CommitAsync(TestInventory.Restock(read)) is not CommitResult.Committed);
        _brought.AddOrUpdate(step.ItemId, 0, (_, stock) => stock + 10);
    }

    /// <summary>As a durable step does it: again until there is an answer, by another process where one died.</summary>
    private async Task<T> UntilAnsweredAsync<T>(int process, Func<ReservationStore, Task<T>> ask)
    {
        for (int attempt = 0; ; attempt++)
        {
            try
            {
                return await ask(Alive((process + attempt) % _processes.Length));
            }
            catch (Exception) when (attempt < 200)
            {
                // Whether it is stored, nobody knows.
            }
        }
    }

    private ReservationStore Alive(int process)
    {
        lock (_processes)
        {
            if (_processes[process].Storage.IsDead)
            {
                _processes[process] = Start();
            }

            return _processes[process].Store;
        }
    }

    private (FaultyStorage Storage, ReservationStore Store) Start()
    {
        FaultyStorage storage = new(unchecked(_seed++), _scenario.FaultPercent);
        return (storage, _reservations.StoreOver(_reservations.Inventory.TableThrough(storage)));
    }

    private async Task CheckAccountAsync()
    {
        foreach ((string itemId, int brought) in _brought)
        {
            IReadOnlyList<Reservation> rows = await _reservations.RowsAsync(itemId);
            int stock = await _reservations.StockAsync(itemId);
            Assert.InRange(stock, 0, brought);
            Assert.Equal(brought, stock + rows.Where(row => row.State is ReservationState.Open or ReservationState.Confirmed).Sum(row => row.Quantity));
            foreach (Reservation row in rows)
            {
                Assert.True(!_decisions.TryGetValue((row.OrderId, itemId), out ConcurrentBag<LineDecision>? told) || told.All(decision => decision == row.Decision));
                Assert.InRange(_endings.GetValueOrDefault((row.OrderId, itemId)), 0, row.State is ReservationState.Open or ReservationState.Refused ? 0 : 1);
            }
        }
    }

    /// <summary>The images of an item chain from version to version, and the steps of a reservation from state to state, each recorded once.</summary>
    private async Task CheckRecordAsync()
    {
        foreach (string itemId in _brought.Keys)
        {
            IReadOnlyList<ChangeSet> sets = await _reservations.ChangesAsync(itemId);
            InventoryItem? image = null;
            foreach (ItemChange change in sets.SelectMany(set => set.Items).Where(change => change.ItemId == itemId))
            {
                Assert.Equal(image, change.Before);
                image = change.After;
            }

            Assert.Equal(image, await _reservations.ItemAsync(itemId));
            foreach (ChangeSet set in sets.Where(set => set.Cause.Kind == ChangeCauseKind.Reservations))
            {
                int moved = set.Items.Where(change => change.ItemId == itemId).Sum(change => change.After!.Stock - change.Before!.Stock);
                Assert.Equal(moved, set.Reservations.Where(step => step.ItemId == itemId).Sum(StockOf));
            }

            ILookup<string, ReservationChange> steps = sets.SelectMany(set => set.Reservations).Where(step => step.ItemId == itemId).ToLookup(step => step.OrderId);
            foreach (Reservation row in await _reservations.RowsAsync(itemId))
            {
                (ReservationState? From, ReservationState To)[] expected = row.State switch
                {
                    ReservationState.Refused => [],
                    ReservationState.Open => [(null, ReservationState.Open)],
                    _ => [(null, ReservationState.Open), (ReservationState.Open, row.State)],
                };
                Assert.Equal(expected, steps[row.OrderId].Select(step => (step.From, step.To)).OrderBy(step => step.From is not null));
            }

            Assert.Equal((await _reservations.RowsAsync(itemId)).Count(row => row.State != ReservationState.Refused), steps.Count);
        }
    }

    private static int StockOf(ReservationChange step) => step.To switch
    {
        ReservationState.Open => -step.Quantity,
        ReservationState.Confirmed => 0,
        _ => step.Quantity,
    };
}
