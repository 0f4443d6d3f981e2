using InventoryFunctions.Testing;
using Microsoft.DurableTask;

namespace InventoryFunctions.EmbeddedHost.Tests.Durable;

public sealed class ExternalEventTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    [Fact]
    public async Task Event_RaisedWhileWaitedFor_IsReceived()
    {
        await using var hub = await ApprovalHub();
        await hub.Client.ScheduleNewOrchestrationInstanceAsync("Approval", null, new StartOrchestrationOptions("a"));

        await hub.Client.RaiseEventAsync("a", "APPROVED", "yes");

        Assert.Equal("yes", (await hub.FinishAsync("a")).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Events_RaisedBeforeTheWait_AreKeptInOrder()
    {
        await using var hub = await new TestHub(azurite)
            .Orchestrator("Late", async context =>
            {
                await context.CreateTimer(TimeSpan.FromSeconds(5), CancellationToken.None);
                var first = await context.WaitForExternalEvent<int>("number");
                var second = await context.WaitForExternalEvent<int>("number");
                return $"{first} {second}";
            })
            .StartAsync();
        await hub.Client.ScheduleNewOrchestrationInstanceAsync("Late", null, new StartOrchestrationOptions("a"));

        await hub.Client.RaiseEventAsync("a", "number", 1);
        await hub.Client.RaiseEventAsync("a", "number", 2);
        await hub.RestartAsync();

        Assert.Equal("1 2", (await hub.FinishAsync("a")).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Wait_TimedOut_IsCancelledAndALaterEventIsNotLost()
    {
        await using var hub = await new TestHub(azurite)
            .Orchestrator("Impatient", async context =>
            {
                try
                {
                    return await context.WaitForExternalEvent<string>("answer", TimeSpan.FromMinutes(1));
                }
                catch (TaskCanceledException)
                {
                    context.SetCustomStatus("timed out");
                    return "late: " + await context.WaitForExternalEvent<string>("answer");
                }
            })
            .StartAsync();
        await hub.Client.ScheduleNewOrchestrationInstanceAsync("Impatient", null, new StartOrchestrationOptions("a"));

        hub.Clock.Advance(TimeSpan.FromMinutes(1));
        await Eventually.HoldsAsync(
            async () => (await hub.Client.GetInstanceAsync("a", true))!.ReadCustomStatusAs<string>() == "timed out", "the wait has timed out");
        await hub.Client.RaiseEventAsync("a", "answer", "yes");

        Assert.Equal("late: yes", (await hub.FinishAsync("a")).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Wait_AnsweredInTime_CancelsItsTimer()
    {
        await using var hub = await new TestHub(azurite)
            .Orchestrator("Patient", context => context.WaitForExternalEvent<string>("answer", TimeSpan.FromDays(365)))
            .StartAsync();
        await hub.Client.ScheduleNewOrchestrationInstanceAsync("Patient", null, new StartOrchestrationOptions("a"));

        await hub.Client.RaiseEventAsync("a", "answer", "yes");

        Assert.Equal("yes", (await hub.FinishAsync("a")).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Event_ForAMissingInstance_IsRefused()
    {
        await using var hub = await ApprovalHub();

        await Assert.ThrowsAsync<InvalidOperationException>(() => hub.Client.RaiseEventAsync("nobody", "approved", "yes"));

        Assert.Null(await hub.Client.GetInstanceAsync("nobody"));
    }

    [Fact]
    public async Task Event_ForAFinishedInstance_IsRefused()
    {
        await using var hub = await ApprovalHub();
        await hub.Client.ScheduleNewOrchestrationInstanceAsync("Approval", null, new StartOrchestrationOptions("a"));
        await hub.Client.RaiseEventAsync("a", "approved", "yes");
        await hub.FinishAsync("a");

        await Assert.ThrowsAsync<InvalidOperationException>(() => hub.Client.RaiseEventAsync("a", "approved", "again"));

        await hub.RestartAsync();
        await Assert.ThrowsAsync<InvalidOperationException>(() => hub.Client.RaiseEventAsync("a", "approved", "again"));
    }

    [Fact]
    public async Task SendEvent_ReachesTheOtherInstance()
    {
        await using var hub = await new TestHub(azurite)
            .Orchestrator("Receiver", context => context.WaitForExternalEvent<string>("hello"))
            .Orchestrator("Sender", context =>
            {
                context.SendEvent("receiver", "hello", $"from {context.InstanceId}");
                context.SendEvent("nobody", "hello", "dropped");
                return Task.FromResult(0);
            })
            .StartAsync();
        await hub.Client.ScheduleNewOrchestrationInstanceAsync("Receiver", null, new StartOrchestrationOptions("receiver"));

        await hub.RunAsync("Sender", id: "sender");

        Assert.Equal("from sender", (await hub.FinishAsync("receiver")).ReadOutputAs<string>());
    }

    private Task<TestHub> ApprovalHub() => new TestHub(azurite)
        .Orchestrator("Approval", context => context.WaitForExternalEvent<string>("approved"))
        .StartAsync();
}
