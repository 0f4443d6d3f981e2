using DurableTask.Core.History;
using InventoryFunctions.Testing;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace InventoryFunctions.EmbeddedHost.Tests.Durable;

public sealed class ActivityTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    [Fact]
    public async Task Sequence_OfActivities_PassesEachResultOn()
    {
        await using var hub = await new TestHub(azurite)
            .Activity<int, int>("Double", n => n * 2)
            .Orchestrator("Sequence", async context =>
            {
                var doubled = await context.CallActivityAsync<int>("Double", context.GetInput<int>());
                var again = await context.CallActivityAsync<int>("double", doubled);
                return $"{doubled} {again}";
            })
            .StartAsync();

        var ended = await hub.RunAsync("Sequence", 5, "seq-1");

        Assert.Equal(OrchestrationRuntimeStatus.Completed, ended.RuntimeStatus);
        Assert.Equal("10 20", ended.ReadOutputAs<string>());
        Assert.Equal(5, ended.ReadInputAs<int>());
        Assert.Equal("Sequence", ended.Name);
    }

    [Fact]
    public async Task FanOut_OfAThousandActivities_GathersEveryResultInFewCommits()
    {
        const int AtOnce = 100;
        var begun = 0;
        var all = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var hub = new TestHub(azurite) { MaxConcurrentActivities = AtOnce };
        hub.Activity<int, int>("Square", n =>
        {
            // However fast storage is: the first results are not stored before the last activity has begun.
            hub.Faults.AppendsWaitFor = all.Task;
            if (Interlocked.Increment(ref begun) == 1_000)
            {
                all.SetResult();
            }

            return n * n;
        });
        hub.Orchestrator("FanOut", async context =>
            (await Task.WhenAll(Enumerable.Range(0, 1_000).Select(n => context.CallActivityAsync<int>("Square", n)))).Sum(n => (long)n));
        await hub.StartAsync();

        var ended = await hub.RunAsync("FanOut");

        Assert.Equal(Enumerable.Range(0, 1_000).Sum(n => (long)n * n), ended.ReadOutputAs<long>());
        // The fence, the start, the first results, and each of those that were not there yet when these left.
        Assert.InRange(hub.Faults.Appends, 2, AtOnce + 3);
    }

    [Fact]
    public async Task Activities_MoreThanAllowedAtOnce_WaitInOrder()
    {
        var (running, peak, order) = (0, 0, new List<int>());
        var full = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var released = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var hub = await new TestHub(azurite) { MaxConcurrentActivities = 3 }
            .Activity<int, int>("Work", async n =>
            {
                lock (order)
                {
                    order.Add(n);
                    peak = Math.Max(peak, ++running);
                    if (running == 3)
                    {
                        full.TrySetResult();
                    }
                }

                await released.Task;
                lock (order)
                {
                    running--;
                }

                return n;
            })
            .Orchestrator("Many", async context => (await Task.WhenAll(Enumerable.Range(0, 30).Select(n => context.CallActivityAsync<int>("Work", n)))).Length)
            .StartAsync();

        var id = await hub.Client.ScheduleNewOrchestrationInstanceAsync("Many");
        await full.Task.WaitAsync(Eventually.DefaultDeadline);
        released.SetResult();
        await hub.FinishAsync(id);

        Assert.Equal(3, peak);
        // When one starts, all before it have started but for the two that may be at it at the same time.
        Assert.All(Enumerable.Range(0, 30), n => Assert.True(order.IndexOf(n) >= n - 2, $"{n} came as number {order.IndexOf(n)}."));
    }

    [Fact]
    public async Task FailedActivity_IsCaughtWithItsDetails()
    {
        await using var hub = await new TestHub(azurite)
            .Activity<string, int>("Fail", new Func<string, int>(text => throw new InvalidOperationException(text, new ArgumentException("inside"))))
            .Orchestrator("Catch", async context =>
            {
                try
                {
                    return await context.CallActivityAsync<string>("Fail", "no stock");
                }
                catch (TaskFailedException failed)
                {
                    var details = failed.FailureDetails;
                    Assert.True(details.IsCausedBy<InvalidOperationException>());
                    return $"{failed.TaskName}|{details.ErrorType}|{details.ErrorMessage}|{details.InnerFailure!.ErrorMessage}|{details.StackTrace!.Contains(nameof(ActivityTests))}";
                }
            })
            .StartAsync();

        var ended = await hub.RunAsync("Catch");

        Assert.Equal("Fail|System.InvalidOperationException|no stock|inside|True", ended.ReadOutputAs<string>());
    }

    [Fact]
    public async Task UnhandledFailure_FailsTheInstanceAndSaysWhy()
    {
        await using var hub = await new TestHub(azurite)
            .Activity<string, int>("Fail", new Func<string, int>(text => throw new InvalidOperationException(text)))
            .Orchestrator("Careless", context => context.CallActivityAsync<int>("Fail", "no stock"))
            .StartAsync();

        var ended = await hub.RunAsync("Careless");

        Assert.Equal(OrchestrationRuntimeStatus.Failed, ended.RuntimeStatus);
        Assert.Equal(typeof(TaskFailedException).FullName, ended.FailureDetails!.ErrorType);
        Assert.Contains("Task 'Fail' (#0) failed with an unhandled exception: no stock", ended.FailureDetails.ErrorMessage, StringComparison.Ordinal);
        Assert.Equal("System.InvalidOperationException", ended.FailureDetails.InnerFailure!.ErrorType);
        Assert.Null(ended.SerializedOutput);
    }

    [Fact]
    public async Task UnknownActivity_FailsWithoutRetryAndNamesIt()
    {
        await using var hub = await new TestHub(azurite)
            .Activity<int, int>("Known", n => n)
            .Orchestrator("Typo", context => context.CallActivityAsync<int>(
                "Knwon", 1, TaskOptions.FromRetryPolicy(new RetryPolicy(5, TimeSpan.FromHours(1)))))
            .StartAsync();

        var ended = await hub.RunAsync("Typo");

        Assert.DoesNotContain(await hub.Client.GetOrchestrationHistoryAsync(ended.InstanceId), happened => happened is TimerCreatedEvent);
        Assert.Contains("no activity function named 'Knwon'. Registered: Known", ended.FailureDetails!.ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task UnknownOrchestrator_FailsTheInstanceAndNamesIt()
    {
        await using var hub = await new TestHub(azurite).StartAsync();

        var ended = await hub.RunAsync("Nobody");

        Assert.Equal(OrchestrationRuntimeStatus.Failed, ended.RuntimeStatus);
        Assert.Contains("no orchestrator function named 'Nobody'", ended.FailureDetails!.ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ActivityResult_TooLargeToStore_FailsTheActivityAndSaysTheLimit()
    {
        await using var hub = await new TestHub(azurite)
            .Activity<int, string>("Huge", n => new string('x', n))
            .Orchestrator("Large", async context =>
            {
                var fits = await context.CallActivityAsync<string>("Huge", 3_000_000);
                await context.CallActivityAsync<string>("Huge", 4_000_000);
                return fits.Length;
            })
            .StartAsync();

        var ended = await hub.RunAsync("Large");

        Assert.Contains("is 4000002 characters of JSON; the limit is 3500000", ended.FailureDetails!.ErrorMessage, StringComparison.Ordinal);
    }
}
