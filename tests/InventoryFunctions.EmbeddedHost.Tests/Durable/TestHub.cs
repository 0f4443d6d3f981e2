using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Data.Tables;
using InventoryFunctions.EmbeddedHost.Durable;
using InventoryFunctions.EmbeddedHost.Durable.Storage;
using InventoryFunctions.Testing;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace InventoryFunctions.EmbeddedHost.Tests.Durable;

/// <summary>A task hub of its own for one test: an engine on a clock the test moves, which can be killed and started again.</summary>
internal sealed class TestHub(AzuriteFixture azurite) : IAsyncDisposable
{
    private static int s_nextProcess = 100_000_000;

    private DurableEngine? _engine;

    public string Name { get; init; } = $"h{Guid.NewGuid():N}";

    public DurableFunctions Functions { get; } = new();

    public ManualTimeProvider Clock { get; init; } = new();

    public TimeProvider? RealClock { get; init; }

    public bool ReplayEveryStep { get; init; }

    public int MaxConcurrentActivities { get; init; } = 20;

    public TimeSpan ArchiveInterval { get; init; } = TimeSpan.FromSeconds(2);

    public int MaxRecordsPerCommit { get; init; } = new DurableEngineOptions().MaxRecordsPerCommit;

    public ILoggerFactory Loggers { get; init; } = NullLoggerFactory.Instance;

    public StorageFaults Faults { get; private set; } = new();

    /// <summary>Sits between the storage client's retries and the network. The default value is none.</summary>
    public HttpPipelinePolicy? EachTry { get; init; }

    /// <summary>A process that does not exist, so that the next host on this machine may take over at once.</summary>
    public HostProcess Host { get; init; } = new(Environment.MachineName, Interlocked.Increment(ref s_nextProcess), DateTimeOffset.UnixEpoch);

    public DurableEngine Engine => _engine ?? throw new InvalidOperationException("Not started.");

    public DurableTaskClient Client => Engine.Client;

    public TableServiceClient Tables { get; private set; } = null!;

    public TestHub Orchestrator<T>(string name, Func<TaskOrchestrationContext, Task<T>> orchestrator)
    {
        Functions.AddOrchestrator(name, async context => await orchestrator(context));
        return this;
    }

    public TestHub Activity<TIn, TOut>(string name, Func<TIn, Task<TOut>> activity)
    {
        Functions.AddActivity(name, async call => await activity(call.InputJson is null ? default! : System.Text.Json.JsonSerializer.Deserialize<TIn>(call.InputJson)!));
        return this;
    }

    public TestHub Activity<TIn, TOut>(string name, Func<TIn, TOut> activity) => Activity<TIn, TOut>(name, input => Task.FromResult(activity(input)));

    public async Task<TestHub> StartAsync()
    {
        Faults = new StorageFaults();
        var options = new TableClientOptions();
        options.AddPolicy(Faults, HttpPipelinePosition.PerCall);
        if (EachTry is not null)
        {
            options.AddPolicy(EachTry, HttpPipelinePosition.PerRetry);
        }

        Tables = new TableServiceClient(azurite.ConnectionString, options);
        _engine = new DurableEngine(
            new DurableEngineOptions
            {
                HubName = Name,
                ReplayEveryStep = ReplayEveryStep,
                MaxConcurrentActivities = MaxConcurrentActivities,
                ArchiveInterval = ArchiveInterval,
                MaxRecordsPerCommit = MaxRecordsPerCommit,
                Host = Host,
            },
            Functions,
            Tables,
            RealClock ?? Clock,
            Loggers);
        await _engine.StartAsync();
        return this;
    }

    public void Kill() => Engine.Kill();

    public async Task RestartAsync()
    {
        Kill();
        await StartAsync();
    }

    /// <summary>Waits for the end of an instance, moving the clock to the next timer whenever nothing else happens.</summary>
    public async Task<OrchestrationMetadata> FinishAsync(string id, TimeSpan? deadline = null)
    {
        var end = Client.WaitForInstanceCompletionAsync(id, getInputsAndOutputs: true);
        await Eventually.HoldsAsync(
            () =>
            {
                if (!end.IsCompleted)
                {
                    Clock.Advance(TimeSpan.FromSeconds(1));
                }

                return end.IsCompleted;
            },
            $"instance {id} has ended",
            deadline);
        return await end;
    }

    public async Task<OrchestrationMetadata> RunAsync(string orchestrator, object? input = null, string? id = null) =>
        await FinishAsync(await Client.ScheduleNewOrchestrationInstanceAsync(orchestrator, input, new StartOrchestrationOptions(id)));

    public async ValueTask DisposeAsync()
    {
        if (_engine is not null)
        {
            try
            {
                await _engine.StopAsync(new CancellationTokenSource(TimeSpan.FromSeconds(5)).Token);
            }
            catch (InvalidOperationException) when (Faults.IsDead)
            {
                // The append to die at may be one that comes after the outcome: the process is dead, and stops no more.
                Kill();
            }

            await _engine.DisposeAsync();
        }
    }
}
