using DurableTask.Core.History;
using InventoryFunctions.Testing;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace InventoryFunctions.EmbeddedHost.Tests.Durable;

public sealed class QueryTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    [Fact]
    public async Task Query_ByStatusPrefixAndCreation_FindsInstancesInMemoryAndInTheArchive()
    {
        await using var hub = await MixedHub();

        Assert.Equal(["a-0", "a-1", "a-2", "b-0", "b-1", "w-0"], await FindAsync(hub, new OrchestrationQuery()));
        Assert.Equal(["w-0"], await FindAsync(hub, new OrchestrationQuery(Statuses: [OrchestrationRuntimeStatus.Running])));
        Assert.Equal(["a-0", "a-1", "a-2"], await FindAsync(hub, new OrchestrationQuery(InstanceIdPrefix: "a-")));
        var later = hub.Clock.GetUtcNow().AddHours(-1);
        Assert.Equal(["b-0", "b-1", "w-0"], await FindAsync(hub, new OrchestrationQuery(CreatedFrom: later)));
        Assert.Equal(["a-0", "a-1", "a-2"], await FindAsync(hub, new OrchestrationQuery(CreatedTo: later)));
    }

    [Fact]
    public async Task Query_InPages_MissesAndRepeatsNothing()
    {
        await using var hub = await MixedHub();
        var found = new List<string>();
        string? continuation = null;

        do
        {
            var query = new OrchestrationQuery(PageSize: 2, ContinuationToken: continuation, FetchInputsAndOutputs: true);
            await using var pages = hub.Client.GetAllInstancesAsync(query).AsPages().GetAsyncEnumerator();
            Assert.True(await pages.MoveNextAsync());
            Assert.InRange(pages.Current.Values.Count, 1, 2);
            found.AddRange(pages.Current.Values.Select(instance => instance.InstanceId));
            Assert.All(pages.Current.Values.Where(instance => instance.IsCompleted), instance => Assert.Equal("3", instance.SerializedOutput));
            continuation = pages.Current.ContinuationToken;
        }
        while (continuation is not null);

        Assert.Equal(["a-0", "a-1", "a-2", "b-0", "b-1", "w-0"], found.Order());
    }

    [Fact]
    public async Task Purge_OfOneInstance_RemovesItForGood()
    {
        await using var hub = await MixedHub();

        Assert.Equal(1, (await hub.Client.PurgeInstanceAsync("a-0")).PurgedInstanceCount);
        Assert.Equal(1, (await hub.Client.PurgeInstanceAsync("b-0")).PurgedInstanceCount);
        Assert.Equal(0, (await hub.Client.PurgeInstanceAsync("nobody")).PurgedInstanceCount);
        await Assert.ThrowsAsync<InvalidOperationException>(() => hub.Client.PurgeInstanceAsync("w-0"));
        await hub.RestartAsync();

        Assert.Null(await hub.Client.GetInstanceAsync("a-0"));
        Assert.Equal(["a-1", "a-2", "b-1", "w-0"], await FindAsync(hub, new OrchestrationQuery()));
    }

    [Fact]
    public async Task Purge_ByFilter_TakesFinishedInstancesOnly()
    {
        await using var hub = await MixedHub();

        var byTime = await hub.Client.PurgeAllInstancesAsync(new PurgeInstancesFilter(CreatedTo: hub.Clock.GetUtcNow().AddHours(-1)));
        Assert.Equal(3, byTime.PurgedInstanceCount);
        var rest = await hub.Client.PurgeAllInstancesAsync(new PurgeInstancesFilter());
        Assert.Equal(2, rest.PurgedInstanceCount);

        Assert.Equal(["w-0"], await FindAsync(hub, new OrchestrationQuery()));
    }

    [Fact]
    public async Task Purge_Recursive_TakesSubOrchestrationsAlong()
    {
        await using var hub = await new TestHub(azurite)
            .Orchestrator("Child", _ => Task.FromResult(1))
            .Orchestrator("Parent", context => context.CallSubOrchestratorAsync<int>("Child", options: new SubOrchestrationOptions(instanceId: "child")))
            .StartAsync();
        await hub.RunAsync("Parent", id: "parent");

        var purged = await hub.Client.PurgeInstanceAsync("parent", new PurgeInstanceOptions(Recursive: true));

        Assert.Equal(2, purged.PurgedInstanceCount);
        Assert.Empty(await FindAsync(hub, new OrchestrationQuery()));
    }

    [Fact]
    public async Task History_ShowsEveryStep_FromMemoryAndFromTheArchive()
    {
        await using var hub = await MixedHub();
        EventType[] expected = [EventType.ExecutionStarted, EventType.TaskScheduled, EventType.TaskCompleted, EventType.ExecutionCompleted];

        Assert.Equal(expected, (await hub.Client.GetOrchestrationHistoryAsync("b-0")).Select(happened => happened.EventType));
        var archived = await hub.Client.GetOrchestrationHistoryAsync("a-0");
        Assert.Equal(expected, archived.Select(happened => happened.EventType));
        Assert.Equal("3", ((TaskCompletedEvent)archived[2]).Result);
        await Assert.ThrowsAsync<ArgumentException>(() => hub.Client.GetOrchestrationHistoryAsync("nobody"));
    }

    /// <summary>Three instances in the archive, two finished and one waiting in memory, created a day later.</summary>
    private async Task<TestHub> MixedHub()
    {
        var hub = await new TestHub(azurite)
            .Activity<int, int>("Add", n => n + 1)
            .Orchestrator("Sum", context => context.CallActivityAsync<int>("Add", 2))
            .Orchestrator("Wait", context => context.WaitForExternalEvent<int>("never"))
            .StartAsync();
        foreach (var id in (string[])["a-0", "a-1", "a-2"])
        {
            await hub.RunAsync("Sum", id: id);
        }

        hub.Clock.Advance(TimeSpan.FromDays(1));
        var archive = hub.Tables.GetTableClient(hub.Name + "Instances");
        await Eventually.HoldsAsync(
            async () =>
            {
                hub.Clock.Advance(TimeSpan.FromSeconds(3));
                return await archive.QueryAsync<Azure.Data.Tables.TableEntity>().CountAsync() == 3;
            },
            "three instances are archived");
        foreach (var id in (string[])["b-0", "b-1"])
        {
            await hub.Client.ScheduleNewOrchestrationInstanceAsync("Sum", null, new StartOrchestrationOptions(id));
            await hub.Client.WaitForInstanceCompletionAsync(id).WaitAsync(Eventually.DefaultDeadline);
        }

        await hub.Client.ScheduleNewOrchestrationInstanceAsync("Wait", null, new StartOrchestrationOptions("w-0"));
        return hub;
    }

    private static async Task<IEnumerable<string>> FindAsync(TestHub hub, OrchestrationQuery query) =>
        (await hub.Client.GetAllInstancesAsync(query).ToListAsync()).Select(instance => instance.InstanceId).Order();
}
