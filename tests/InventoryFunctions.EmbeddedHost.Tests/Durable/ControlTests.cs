using DurableTask.Core.Exceptions;
using InventoryFunctions.Testing;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace InventoryFunctions.EmbeddedHost.Tests.Durable;

public sealed class ControlTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    [Fact]
    public async Task CustomStatus_IsTheLastOneSet()
    {
        await using var hub = await WaitingHub();

        var status = await hub.Client.GetInstanceAsync("w", true);

        Assert.Equal("waiting", status!.ReadCustomStatusAs<string>());
        Assert.Null((await hub.Client.GetInstanceAsync("w"))!.SerializedCustomStatus);
    }

    [Fact]
    public async Task Terminate_EndsTheInstanceWithTheOutputGiven()
    {
        await using var hub = await WaitingHub();

        await hub.Client.TerminateInstanceAsync("w", (object)"enough");
        var ended = await hub.FinishAsync("w");

        Assert.Equal(OrchestrationRuntimeStatus.Terminated, ended.RuntimeStatus);
        Assert.Equal("enough", ended.ReadOutputAs<string>());
    }

    [Fact]
    public async Task Suspended_HoldsEventsUntilResumed()
    {
        await using var hub = await WaitingHub();

        await hub.Client.SuspendInstanceAsync("w", "audit");
        await hub.Client.RaiseEventAsync("w", "go", "1");
        await hub.RestartAsync();
        Assert.Equal(OrchestrationRuntimeStatus.Suspended, (await hub.Client.GetInstanceAsync("w"))!.RuntimeStatus);
        await hub.Client.RaiseEventAsync("w", "go", "2");
        await hub.Client.ResumeInstanceAsync("w", "done");

        Assert.Equal("1 2", (await hub.FinishAsync("w")).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Start_WithTheIdOfARunningInstance_IsRefused()
    {
        await using var hub = await WaitingHub();

        var refused = await Assert.ThrowsAsync<OrchestrationAlreadyExistsException>(
            () => hub.Client.ScheduleNewOrchestrationInstanceAsync("Waiting", null, new StartOrchestrationOptions("w")));

        Assert.Contains("'w' already exists and is Running", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_WithTheIdOfAFinishedInstance_ReplacesItUnlessDedupeNamesItsStatus()
    {
        await using var hub = await new TestHub(azurite).Orchestrator("Echo", context => Task.FromResult(context.GetInput<int>())).StartAsync();
        await hub.RunAsync("Echo", 1, "e");
        await hub.RestartAsync();

        var refused = new StartOrchestrationOptions("e").WithDedupeStatuses(OrchestrationRuntimeStatus.Completed);
        await Assert.ThrowsAsync<OrchestrationAlreadyExistsException>(() => hub.Client.ScheduleNewOrchestrationInstanceAsync("Echo", 2, refused));

        Assert.Equal(3, (await hub.RunAsync("Echo", 3, "e")).ReadOutputAs<int>());
    }

    [Theory]
    [InlineData("a/b")]
    [InlineData("@entity")]
    [InlineData("")]
    [InlineData("tab\t")]
    public async Task Start_WithAnIdThatAzureRefuses_IsRefused(string id)
    {
        await using var hub = await new TestHub(azurite).StartAsync();

        await Assert.ThrowsAsync<ArgumentException>(() => hub.Client.ScheduleNewOrchestrationInstanceAsync("Any", null, new StartOrchestrationOptions(id)));
    }

    private async Task<TestHub> WaitingHub()
    {
        var hub = await new TestHub(azurite)
            .Orchestrator("Waiting", async context =>
            {
                context.SetCustomStatus("starting");
                context.SetCustomStatus("waiting");
                return $"{await context.WaitForExternalEvent<string>("go")} {await context.WaitForExternalEvent<string>("go")}";
            })
            .StartAsync();
        await hub.Client.ScheduleNewOrchestrationInstanceAsync("Waiting", null, new StartOrchestrationOptions("w"));
        return hub;
    }
}
