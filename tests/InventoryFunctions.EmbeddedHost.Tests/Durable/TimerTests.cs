using InventoryFunctions.Testing;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace InventoryFunctions.EmbeddedHost.Tests.Durable;

public sealed class TimerTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    [Fact]
    public async Task Timers_FireInOrderOfDueTime()
    {
        await using var hub = await new TestHub(azurite)
            .Orchestrator("Timers", async context =>
            {
                var fired = new List<int>();
                await Task.WhenAll(new[] { 30, 10, 20 }.Select(async seconds =>
                {
                    await context.CreateTimer(TimeSpan.FromSeconds(seconds), CancellationToken.None);
                    fired.Add(seconds);
                }));
                return string.Join(' ', fired);
            })
            .StartAsync();

        var ended = await hub.RunAsync("Timers");

        Assert.Equal("10 20 30", ended.ReadOutputAs<string>());
    }

    [Fact]
    public async Task ClockMovedByAWeek_EndsAWeeksWaitAtOnce()
    {
        await using var hub = await new TestHub(azurite)
            .Orchestrator("Week", async context =>
            {
                var start = context.CurrentUtcDateTime;
                await context.CreateTimer(TimeSpan.FromDays(7), CancellationToken.None);
                return (context.CurrentUtcDateTime - start).TotalDays;
            })
            .StartAsync();
        var id = await hub.Client.ScheduleNewOrchestrationInstanceAsync("Week");

        hub.Clock.Advance(TimeSpan.FromDays(7) - TimeSpan.FromSeconds(1));
        Assert.Equal(OrchestrationRuntimeStatus.Running, (await hub.Client.GetInstanceAsync(id))!.RuntimeStatus);
        hub.Clock.Advance(TimeSpan.FromSeconds(1));
        var ended = await hub.Client.WaitForInstanceCompletionAsync(id, true).WaitAsync(Eventually.DefaultDeadline);

        Assert.Equal(7, ended.ReadOutputAs<double>());
    }

    [Fact]
    public async Task ClockMovedByAWeekWhileDown_FiresOnReturn()
    {
        await using var hub = await new TestHub(azurite)
            .Orchestrator("Week", async context =>
            {
                await context.CreateTimer(TimeSpan.FromDays(3), CancellationToken.None);
                return context.CurrentUtcDateTime;
            })
            .StartAsync();
        var id = await hub.Client.ScheduleNewOrchestrationInstanceAsync("Week");

        hub.Kill();
        hub.Clock.Advance(TimeSpan.FromDays(7));
        await hub.StartAsync();
        var ended = await hub.Client.WaitForInstanceCompletionAsync(id, true).WaitAsync(Eventually.DefaultDeadline);

        Assert.Equal(hub.Clock.GetUtcNow().UtcDateTime, ended.ReadOutputAs<DateTime>());
    }

    [Fact]
    public async Task CancelledTimer_NeverFiresAndDoesNotKeepTheInstance()
    {
        await using var hub = await new TestHub(azurite)
            .Activity<int, int>("Quick", n => n)
            .Orchestrator("Race", async context =>
            {
                using var cancellation = new CancellationTokenSource();
                var timer = context.CreateTimer(TimeSpan.FromDays(300), cancellation.Token);
                var quick = context.CallActivityAsync<int>("Quick", 1);
                var winner = await Task.WhenAny(timer, quick);
                cancellation.Cancel();
                await Assert.ThrowsAnyAsync<OperationCanceledException>(() => timer);
                return winner == quick;
            })
            .StartAsync();

        var ended = await hub.RunAsync("Race", id: "race-1");

        Assert.True(ended.ReadOutputAs<bool>());
        hub.Clock.Advance(TimeSpan.FromDays(301));
        Assert.Equal(OrchestrationRuntimeStatus.Completed, (await hub.Client.GetInstanceAsync("race-1"))!.RuntimeStatus);
    }

    [Fact]
    public async Task StartAt_KeepsTheInstancePendingUntilThen()
    {
        await using var hub = await new TestHub(azurite)
            .Orchestrator("Later", context => Task.FromResult(context.CurrentUtcDateTime))
            .StartAsync();
        var at = hub.Clock.GetUtcNow().AddHours(2);
        await hub.Client.ScheduleNewOrchestrationInstanceAsync("Later", null, new StartOrchestrationOptions("later-1", at));

        Assert.Equal(OrchestrationRuntimeStatus.Pending, (await hub.Client.GetInstanceAsync("later-1"))!.RuntimeStatus);
        await hub.RestartAsync();
        hub.Clock.Advance(TimeSpan.FromHours(2));
        var ended = await hub.Client.WaitForInstanceCompletionAsync("later-1", true).WaitAsync(Eventually.DefaultDeadline);

        Assert.Equal(at.UtcDateTime, ended.ReadOutputAs<DateTime>());
    }
}
