using InventoryFunctions.Testing;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace InventoryFunctions.EmbeddedHost.Tests.Durable;

public sealed class DeterminismTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    [Fact]
    public async Task NewGuidAndCurrentUtcDateTime_AreTheSameOnEveryReplay()
    {
        var seen = new List<string>();
        await using var hub = await new TestHub(azurite) { ReplayEveryStep = true }
            .Orchestrator("Ids", async context =>
            {
                var first = $"{context.NewGuid()} {context.NewGuid()} {context.CurrentUtcDateTime:o}";
                seen.Add(first);
                await context.CreateTimer(TimeSpan.FromMinutes(1), CancellationToken.None);
                await context.CreateTimer(TimeSpan.FromMinutes(1), CancellationToken.None);
                return $"{first} {context.NewGuid()}";
            })
            .StartAsync();

        var ended = await hub.RunAsync("Ids");

        Assert.Equal(3, seen.Count);
        Assert.Single(seen.Distinct());
        var guids = ended.ReadOutputAs<string>()!.Split(' ').Where(part => Guid.TryParse(part, out _)).ToList();
        Assert.Equal(3, guids.Distinct().Count());
        Assert.All(guids, guid => Assert.Equal('5', guid[14]));
    }

    [Theory]
    [InlineData("activity", "its history has ActivityScheduled 'Old' (#0), but on replay the code asked for ActivityScheduled 'New' (#0)")]
    [InlineData("kind", "its history has ActivityScheduled 'Old' (#0), but on replay the code asked for TimerCreated (#0)")]
    [InlineData("fewer", "its history has ActivityScheduled 'Old' (#0), but on replay the code asked for nothing")]
    [InlineData("more", "its history has nothing more after Started 'Changing', but on replay the code asked for ActivityScheduled 'New' (#1)")]
    public async Task ChangedCode_FoundOnReplay_FailsTheInstanceAndSaysWhere(string change, string expected)
    {
        var changed = false;
        await using var hub = await new TestHub(azurite)
            .Activity<int, int>("Old", n => n)
            .Activity<int, int>("New", n => n)
            .Orchestrator("Changing", async context =>
            {
                var calls = (changed ? change : "") switch
                {
                    "activity" => [context.CallActivityAsync("New", 1)],
                    "kind" => [context.CreateTimer(TimeSpan.FromDays(1), CancellationToken.None)],
                    "fewer" => [],
                    "more" => [context.CallActivityAsync("Old", 1), context.CallActivityAsync("New", 1)],
                    _ => (Task[])[context.CallActivityAsync("Old", 1)],
                };
                await Task.WhenAll(calls);
                return await context.WaitForExternalEvent<int>("go");
            })
            .StartAsync();
        await hub.Client.ScheduleNewOrchestrationInstanceAsync("Changing", null, new StartOrchestrationOptions("c"));
        await Eventually.HoldsAsync(async () => (await hub.Client.GetOrchestrationHistoryAsync("c")).Count == 3, "the activity has answered");

        changed = true;
        await hub.RestartAsync();

        // Refused where the engine met the changed code while it started, and has failed the instance already.
        _ = await Record.ExceptionAsync(() => hub.Client.RaiseEventAsync("c", "go", 1));
        var ended = await hub.FinishAsync("c");

        Assert.Equal(OrchestrationRuntimeStatus.Failed, ended.RuntimeStatus);
        Assert.Contains("Non-deterministic orchestrator 'Changing' (instance 'c')", ended.FailureDetails!.ErrorMessage, StringComparison.Ordinal);
        Assert.Contains(expected, ended.FailureDetails.ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Orchestrator_AwaitingSomethingForeign_FailsAndSaysSo()
    {
        var (foreign, foreignBesideAWait) = (new TaskCompletionSource(), new TaskCompletionSource());
        await using var hub = await new TestHub(azurite)
            .Orchestrator("Foreign", async context =>
            {
                await foreign.Task;
                return 1;
            })
            .Orchestrator("Mixed", async context =>
            {
                var wait = context.WaitForExternalEvent<int>("never");
                await Task.WhenAny(wait, foreignBesideAWait.Task);
                return 1;
            })
            .StartAsync();

        foreach (var (name, awaited) in ((string, TaskCompletionSource)[])[("Foreign", foreign), ("Mixed", foreignBesideAWait)])
        {
            // It ends only once the orchestrator awaits it: one that had ended before would be no wait.
            var id = await hub.Client.ScheduleNewOrchestrationInstanceAsync(name);
            awaited.SetResult();
            var ended = await hub.FinishAsync(id);
            Assert.Equal(OrchestrationRuntimeStatus.Failed, ended.RuntimeStatus);
            Assert.Contains($"Orchestrator '{name}' awaits something other than a task of its context", ended.FailureDetails!.ErrorMessage, StringComparison.Ordinal);
        }
    }

    [Fact]
    [Trait("Parity", "A19")]
    public async Task ReplaySafeLogger_LogsEachLineOnce()
    {
        using var lines = new RecordingLoggerFactory();
        await using var hub = await new TestHub(azurite) { ReplayEveryStep = true, Loggers = lines }
            .Activity<int, int>("Echo", n => n)
            .Orchestrator("Logging", async context =>
            {
                var logger = context.CreateReplaySafeLogger("orchestrator");
                foreach (var n in (int[])[1, 2, 3])
                {
                    RecordingLoggerFactory.Write(logger, $"before {n}");
                    await context.CallActivityAsync<int>("Echo", n);
                }

                return 0;
            })
            .StartAsync();

        await hub.RunAsync("Logging");

        Assert.Equal(["before 1", "before 2", "before 3"], lines.Lines("orchestrator"));
    }
}
