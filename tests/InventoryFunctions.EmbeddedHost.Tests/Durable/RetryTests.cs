using DurableTask.Core.History;
using InventoryFunctions.Testing;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace InventoryFunctions.EmbeddedHost.Tests.Durable;

public sealed class RetryTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private readonly List<DateTimeOffset> _attempts = [];

    [Fact]
    [Trait("Parity", "A19")]
    public async Task RetryPolicy_WithBackOff_WaitsLongerEachTimeUpToTheLimit()
    {
        await using var hub = await FlakyHub(succeedAt: 5, new RetryPolicy(5, TimeSpan.FromSeconds(10), 2, TimeSpan.FromSeconds(30)));

        var ended = await hub.RunAsync("Flaky");

        Assert.Equal(5, ended.ReadOutputAs<int>());
        Assert.Equal([10, 20, 30, 30], await PausesAsync(hub, ended.InstanceId));
    }

    [Fact]
    public async Task RetryPolicy_Exhausted_FailsWithTheLastFailure()
    {
        await using var hub = await FlakyHub(succeedAt: int.MaxValue, new RetryPolicy(3, TimeSpan.FromSeconds(10)));

        var ended = await hub.RunAsync("Flaky");

        Assert.Equal(OrchestrationRuntimeStatus.Failed, ended.RuntimeStatus);
        Assert.Contains("attempt 3", ended.FailureDetails!.ErrorMessage, StringComparison.Ordinal);
        Assert.Equal([10, 10], await PausesAsync(hub, ended.InstanceId));
    }

    [Fact]
    public async Task RetryPolicy_TimedOut_StopsBeforeItsAttemptsAreUsedUp()
    {
        var policy = new RetryPolicy(100, TimeSpan.FromSeconds(10), retryTimeout: TimeSpan.FromSeconds(25));
        await using var hub = await FlakyHub(succeedAt: int.MaxValue, policy);
        var id = await hub.Client.ScheduleNewOrchestrationInstanceAsync("Flaky");

        // The time of an attempt counts: the clock moves on only once it has failed.
        for (var attempt = 1; attempt <= 3; attempt++)
        {
            await Eventually.HoldsAsync(async () => (await PausesAsync(hub, id)).Count() == attempt, $"attempt {attempt} is to be followed by another");
            hub.Clock.Advance(TimeSpan.FromSeconds(10));
        }

        var ended = await hub.Client.WaitForInstanceCompletionAsync(id).WaitAsync(Eventually.DefaultDeadline);

        Assert.Equal(OrchestrationRuntimeStatus.Failed, ended.RuntimeStatus);
        Assert.Equal([10, 10, 10], await PausesAsync(hub, id));
    }

    [Fact]
    public async Task RetryHandler_DecidesOnEachFailure()
    {
        await using var hub = await FlakyHub(
            succeedAt: int.MaxValue,
            TaskRetryOptions.FromRetryHandler(retry => retry.LastAttemptNumber < 4 && retry.LastFailure.IsCausedBy<TimeoutException>()));

        await hub.RunAsync("Flaky");

        Assert.Equal(4, _attempts.Count);
    }

    [Fact]
    public async Task RetryPolicy_OnASubOrchestration_RunsItAgain()
    {
        var runs = 0;
        await using var hub = await new TestHub(azurite)
            .Orchestrator("Child", context => ++runs < 3 ? throw new InvalidOperationException("not yet") : Task.FromResult(runs))
            .Orchestrator("Parent", context => context.CallSubOrchestratorAsync<int>(
                "Child", options: TaskOptions.FromRetryPolicy(new RetryPolicy(3, TimeSpan.FromSeconds(5)))))
            .StartAsync();

        var ended = await hub.RunAsync("Parent");

        Assert.Equal(3, ended.ReadOutputAs<int>());
    }

    private Task<TestHub> FlakyHub(int succeedAt, TaskRetryOptions retry)
    {
        TestHub hub = null!;
        hub = new TestHub(azurite)
            .Activity<int, int>("Try", _ =>
            {
                _attempts.Add(hub.Clock.GetUtcNow());
                return _attempts.Count < succeedAt ? throw new TimeoutException($"attempt {_attempts.Count}") : _attempts.Count;
            })
            .Orchestrator("Flaky", context => context.CallActivityAsync<int>("Try", 0, new TaskOptions(retry)));
        return hub.StartAsync();
    }

    // How long the retries were to wait, as decided; how long they did wait depends on how the clock is moved.
    private static async Task<IEnumerable<double>> PausesAsync(TestHub hub, string instanceId) =>
        (await hub.Client.GetOrchestrationHistoryAsync(instanceId)).OfType<TimerCreatedEvent>().Select(timer => (timer.FireAt - timer.Timestamp).TotalSeconds);
}
