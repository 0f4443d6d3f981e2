using InventoryFunctions.Testing;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace InventoryFunctions.EmbeddedHost.Tests.Durable;

public sealed class ContinueAsNewTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    [Theory]
    [InlineData(true, "3 4")]
    [InlineData(false, "nothing")]
    public async Task ContinueAsNew_KeepsUnprocessedEventsWhereAsked(bool preserve, string expected)
    {
        await using var hub = await new TestHub(azurite)
            .Orchestrator("Counter", async context =>
            {
                if (context.GetInput<int>() == 0)
                {
                    await context.WaitForExternalEvent<int>("go");
                    context.ContinueAsNew(1, preserve);
                    return "unused";
                }

                try
                {
                    var first = await context.WaitForExternalEvent<int>("number", TimeSpan.FromMinutes(1));
                    return $"{first} {await context.WaitForExternalEvent<int>("number", TimeSpan.FromMinutes(1))}";
                }
                catch (TaskCanceledException)
                {
                    return "nothing";
                }
            })
            .StartAsync();
        await hub.Client.ScheduleNewOrchestrationInstanceAsync("Counter", 0, new StartOrchestrationOptions("c"));
        await hub.Client.RaiseEventAsync("c", "number", 3);
        await hub.Client.RaiseEventAsync("c", "number", 4);

        await hub.Client.RaiseEventAsync("c", "go", 0);
        await hub.RestartAsync();

        Assert.Equal(expected, (await hub.FinishAsync("c")).ReadOutputAs<string>());
    }

    [Fact]
    public async Task ContinueAsNew_StartsAFreshHistoryAndKeepsTheCreationTime()
    {
        await using var hub = await new TestHub(azurite)
            .Orchestrator("Loop", async context =>
            {
                var round = context.GetInput<int>();
                await context.CreateTimer(TimeSpan.FromSeconds(1), CancellationToken.None);
                if (round < 20)
                {
                    context.ContinueAsNew(round + 1);
                }

                return round;
            })
            .StartAsync();
        var created = hub.Clock.GetUtcNow();

        var ended = await hub.RunAsync("Loop", 0, "loop");

        Assert.Equal(20, ended.ReadOutputAs<int>());
        Assert.Equal(created, ended.CreatedAt);
        Assert.Equal(4, (await hub.Client.GetOrchestrationHistoryAsync("loop")).Count);
    }

    [Fact]
    public async Task ContinueAsNew_WithoutEverWaiting_LeavesTheHubUsable()
    {
        await using var hub = await new TestHub(azurite)
            .Orchestrator("Spinner", context =>
            {
                context.ContinueAsNew(context.GetInput<int>() + 1);
                return Task.FromResult(0);
            })
            .Orchestrator("Quick", _ => Task.FromResult("done"))
            .StartAsync();
        await hub.Client.ScheduleNewOrchestrationInstanceAsync("Spinner", 0, new StartOrchestrationOptions("spin"));

        var ended = await hub.RunAsync("Quick");
        await hub.Client.TerminateInstanceAsync("spin");

        Assert.Equal("done", ended.ReadOutputAs<string>());
        Assert.Equal(OrchestrationRuntimeStatus.Terminated, (await hub.FinishAsync("spin")).RuntimeStatus);
    }
}
