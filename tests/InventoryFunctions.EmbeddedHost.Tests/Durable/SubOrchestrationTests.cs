using InventoryFunctions.Testing;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace InventoryFunctions.EmbeddedHost.Tests.Durable;

public sealed class SubOrchestrationTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    [Fact]
    public async Task SubOrchestration_ReturnsItsResultAndKnowsItsParent()
    {
        await using var hub = await new TestHub(azurite)
            .Activity<int, int>("Double", n => n * 2)
            .Orchestrator("Child", async context =>
                $"{await context.CallActivityAsync<int>("Double", context.GetInput<int>())} of {context.Parent!.InstanceId} ({context.Parent.Name})")
            .Orchestrator("Parent", context => context.CallSubOrchestratorAsync<string>(
                "Child", 21, new SubOrchestrationOptions(instanceId: "child-1")))
            .StartAsync();

        var ended = await hub.RunAsync("Parent", id: "parent-1");

        Assert.Equal("42 of parent-1 (Parent)", ended.ReadOutputAs<string>());
        Assert.Equal(OrchestrationRuntimeStatus.Completed, (await hub.Client.GetInstanceAsync("child-1"))!.RuntimeStatus);
    }

    [Fact]
    public async Task FailedSubOrchestration_FailsTheCallWithItsDetails()
    {
        await using var hub = await new TestHub(azurite)
            .Orchestrator<int>("Child", context => throw new InvalidOperationException("broken child"))
            .Orchestrator("Parent", async context =>
            {
                var failed = await Assert.ThrowsAsync<TaskFailedException>(() => context.CallSubOrchestratorAsync<int>("Child"));
                return $"{failed.TaskName}: {failed.FailureDetails.ErrorMessage}";
            })
            .StartAsync();

        var ended = await hub.RunAsync("Parent");

        Assert.Equal("Child: broken child", ended.ReadOutputAs<string>());
    }

    [Fact]
    public async Task SubOrchestration_WithTheIdOfARunningInstance_FailsTheCall()
    {
        await using var hub = await new TestHub(azurite)
            .Orchestrator("Child", context => context.WaitForExternalEvent<int>("never"))
            .Orchestrator("Parent", context => context.CallSubOrchestratorAsync<int>("Child", options: new SubOrchestrationOptions(instanceId: "taken")))
            .StartAsync();
        await hub.Client.ScheduleNewOrchestrationInstanceAsync("Child", null, new StartOrchestrationOptions("taken"));

        var ended = await hub.RunAsync("Parent");

        Assert.Contains("'taken' already exists", ended.FailureDetails!.ErrorMessage, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, OrchestrationRuntimeStatus.Terminated)]
    [InlineData(false, OrchestrationRuntimeStatus.Running)]
    public async Task TerminatedParent_TakesItsSubOrchestrationsAlongWhereAsked(bool recursive, OrchestrationRuntimeStatus child)
    {
        await using var hub = await WaitingFamily();

        await hub.Client.TerminateInstanceAsync("parent", new TerminateInstanceOptions("stop", recursive));

        Assert.Equal(OrchestrationRuntimeStatus.Terminated, (await hub.FinishAsync("parent")).RuntimeStatus);
        Assert.Equal(child, (await hub.Client.GetInstanceAsync("child"))!.RuntimeStatus);
    }

    [Fact]
    public async Task TerminatedSubOrchestration_FailsTheCall()
    {
        await using var hub = await WaitingFamily();

        await hub.Client.TerminateInstanceAsync("child", (object)"no longer wanted");

        Assert.Contains("no longer wanted", (await hub.FinishAsync("parent")).FailureDetails!.ErrorMessage, StringComparison.Ordinal);
    }

    private async Task<TestHub> WaitingFamily()
    {
        var hub = await new TestHub(azurite)
            .Orchestrator("Child", context => context.WaitForExternalEvent<int>("never"))
            .Orchestrator("Parent", context => context.CallSubOrchestratorAsync<int>("Child", options: new SubOrchestrationOptions(instanceId: "child")))
            .StartAsync();
        await hub.Client.ScheduleNewOrchestrationInstanceAsync("Parent", null, new StartOrchestrationOptions("parent"));
        await hub.Client.WaitForInstanceStartAsync("child").WaitAsync(Eventually.DefaultDeadline);
        return hub;
    }
}
