using Azure;
using Azure.Data.Tables;
using InventoryFunctions.EmbeddedHost.Durable;
using InventoryFunctions.EmbeddedHost.Durable.Storage;
using InventoryFunctions.Events;
using InventoryFunctions.Reservations;
using InventoryFunctions.Testing;
using InventoryFunctions.Tests.BatchUpdates;
using InventoryFunctions.Tests.Importing;
using InventoryFunctions.Tests.Workflows;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace InventoryFunctions.Tests.Orders;

/// <summary>A process that runs orders: the app's services and an engine, on storage that fails the app now and then. Killed, it stores nothing more.</summary>
internal sealed class OrderProcess : IAsyncDisposable
{
    // As configuration names it once it has read the environment.
    private const string HoldSetting = ReservationOptions.Section + ":" + nameof(ReservationOptions.HoldDuration);

    private static readonly string HubName = new DurableEngineOptions().HubName;

    private static int s_nextProcess = 200_000_000;

    private readonly DurableEngine _engine;
    private readonly Chance _faults;
    private volatile bool _dead;

    private OrderProcess(InventoryApp app, OrderActivities activities, DurableEngine engine, Chance faults)
    {
        App = app;
        Activities = activities;
        _engine = engine;
        _faults = faults;
    }

    public InventoryApp App { get; }

    public OrderActivities Activities { get; }

    public DurableTaskClient Client => _engine.Client;

    /// <summary>Starts a process in place of one that was killed, or the first one.</summary>
    /// <param name="account">The storage account.</param>
    /// <param name="clock">Its clock.</param>
    /// <param name="scenario">What is played.</param>
    /// <param name="faults">What goes wrong of the app's storage calls: they don't arrive, or their answers get lost.</param>
    /// <param name="bus">The bus.</param>
    /// <param name="run">Runs an activity.</param>
    public static async Task<OrderProcess> StartAsync(
        string account, ManualTimeProvider clock, OrderScenario scenario, Chance faults, IEventBus bus, Func<OrderActivities, ActivityInvocation, Task<object?>> run)
    {
        InventoryApp app = await InventoryApp.StartAsync(
            account,
            clock,
            services => services.AddSingleton(bus),
            scenario.Hold ? [(HoldSetting, $"{OrderScenario.HoldDuration}")] : []);
        OrderActivities activities = new(app);
        DurableEngineOptions options = new()
        {
            ReplayEveryStep = scenario.ReplayEveryStep,
            // A process that does not exist, so that the next one may take over at once.
            Host = new HostProcess(Environment.MachineName, Interlocked.Increment(ref s_nextProcess), DateTimeOffset.UnixEpoch),
        };
        DurableEngine engine = new(
            options, activities.Functions(call => run(activities, call)), app.Get<TableServiceClient>(), clock, NullLoggerFactory.Instance);
        OrderProcess process = new(app, activities, engine, faults);
        await FreeHub.StartAsync(async () =>
        {
            await engine.StartAsync();
            return engine;
        });
        app.Traffic.Before = call => process.Meet(call, "The connection was refused.");
        app.Traffic.After = call => process.Meet(call, "The connection broke.");
        return process;
    }

    /// <summary>Ends the process: what it is at goes nowhere.</summary>
    public void Kill()
    {
        _dead = true;
        _engine.Kill();
    }

    public async ValueTask DisposeAsync()
    {
        Kill();
        await _engine.DisposeAsync();
        await App.DisposeAsync();
    }

    // The engine's own calls only die: what it does on failing storage is tested with the engine.
    private Task Meet(StorageCall call, string fault) =>
        _dead ? throw new ProcessKilledException()
        : !call.Path.Contains(HubName, StringComparison.Ordinal) && _faults.Strikes() ? throw new RequestFailedException(fault)
        : Task.CompletedTask;
}
