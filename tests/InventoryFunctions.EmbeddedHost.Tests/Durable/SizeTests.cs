using System.Diagnostics;
using Azure.Data.Tables;
using InventoryFunctions.Testing;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Xunit.Abstractions;

namespace InventoryFunctions.EmbeddedHost.Tests.Durable;

public sealed class SizeTests(AzuriteFixture azurite, ITestOutputHelper output) : IClassFixture<AzuriteFixture>
{
    private static readonly TimeSpan Bound = TimeSpan.FromMinutes(5);

    [Fact]
    public async Task HistoryOfTenThousandEvents_IsReplayedAndArchived()
    {
        await using var hub = await new TestHub(azurite) { MaxConcurrentActivities = 100 }
            .Activity<int, int>("Echo", n => n)
            .Orchestrator("Long", async context =>
            {
                var sum = 0;
                for (var round = 0; round < 5; round++)
                {
                    sum += (await Task.WhenAll(Enumerable.Range(0, 1_000).Select(n => context.CallActivityAsync<int>("Echo", 1)))).Sum();
                }

                return sum + await context.WaitForExternalEvent<int>("go");
            })
            .StartAsync();
        await hub.Client.ScheduleNewOrchestrationInstanceAsync("Long", null, new StartOrchestrationOptions("long"));
        await Eventually.HoldsAsync(
            async () => (await hub.Client.GetOrchestrationHistoryAsync("long")).Count > 10_000, "10,000 events are in the history", Bound);

        await hub.RestartAsync();
        var clock = Stopwatch.StartNew();
        await hub.Client.RaiseEventAsync("long", "go", 1);
        var ended = await hub.FinishAsync("long", Bound);
        output.WriteLine($"replay and end of 10,000 events: {clock.ElapsedMilliseconds} ms");
        await ArchivedAsync(hub, 1);

        Assert.Equal(5_001, ended.ReadOutputAs<int>());
        Assert.Equal(10_003, (await hub.Client.GetOrchestrationHistoryAsync("long")).Count);
    }

    [Fact]
    public async Task TenThousandInstances_AreStartedQueriedAndPurged()
    {
        const int Instances = 10_000;
        await using var hub = await new TestHub(azurite) { RealClock = TimeProvider.System, MaxConcurrentActivities = 50 }
            .Activity<int, int>("Echo", n => n)
            .Orchestrator("Small", context => context.CallActivityAsync<int>("Echo", context.GetInput<int>()))
            .StartAsync();

        var clock = Stopwatch.StartNew();
        await Parallel.ForEachAsync(Enumerable.Range(0, Instances), new ParallelOptions { MaxDegreeOfParallelism = 50 }, async (n, cancellation) =>
        {
            var id = await hub.Client.ScheduleNewOrchestrationInstanceAsync("Small", n, new StartOrchestrationOptions($"small-{n}"), cancellation);
            await hub.Client.WaitForInstanceCompletionAsync(id, cancellation);
        });
        output.WriteLine($"{Instances} instances ran in {clock.ElapsedMilliseconds} ms with {hub.Faults.Calls} storage calls");
        await ArchivedAsync(hub, Instances);
        output.WriteLine($"archived after {clock.ElapsedMilliseconds} ms, {hub.Faults.Calls} storage calls in all");
        Assert.InRange(hub.Faults.Calls, 1, Instances);

        clock.Restart();
        Assert.Equal(Instances, (await hub.Client.GetAllInstancesAsync(new OrchestrationQuery(PageSize: 1_000)).ToListAsync()).Count);
        output.WriteLine($"queried in {clock.ElapsedMilliseconds} ms");

        clock.Restart();
        await hub.RestartAsync();
        output.WriteLine($"restarted in {clock.ElapsedMilliseconds} ms");
        Assert.Equal(17, (await hub.Client.GetInstanceAsync("small-17", true))!.ReadOutputAs<int>());

        clock.Restart();
        Assert.Equal(Instances, (await hub.Client.PurgeAllInstancesAsync(new PurgeInstancesFilter())).PurgedInstanceCount);
        output.WriteLine($"purged in {clock.ElapsedMilliseconds} ms");
        Assert.Empty(await hub.Client.GetAllInstancesAsync().ToListAsync());
    }

    [Fact]
    public async Task TenThousandWaitingInstances_AreRecoveredAndKeptWhileTheLogIsTrimmed()
    {
        const int Instances = 10_000;
        await using var hub = await new TestHub(azurite) { RealClock = TimeProvider.System, ArchiveInterval = TimeSpan.FromMilliseconds(200) }
            .Orchestrator("Wait", context => context.WaitForExternalEvent<int>("go"))
            .Orchestrator("Quick", _ => Task.FromResult(0))
            .StartAsync();
        await Parallel.ForEachAsync(Enumerable.Range(0, Instances), new ParallelOptions { MaxDegreeOfParallelism = 200 }, async (n, cancellation) =>
            await hub.Client.ScheduleNewOrchestrationInstanceAsync("Wait", n, new StartOrchestrationOptions($"wait-{n}"), cancellation));

        var clock = Stopwatch.StartNew();
        await hub.RestartAsync();
        output.WriteLine($"{Instances} unfinished instances recovered in {clock.ElapsedMilliseconds} ms");

        // Some 1,500 commits, one after the other, fill three segments of the log.
        for (var n = 0; n < 1_500; n++)
        {
            await hub.Client.WaitForInstanceCompletionAsync(await hub.Client.ScheduleNewOrchestrationInstanceAsync("Quick"));
        }

        var log = hub.Tables.GetTableClient(hub.Name + "Log");
        await Eventually.HoldsAsync(
            async () => await log.GetEntityIfExistsAsync<Azure.Data.Tables.TableEntity>("0000000000", "0000000000000000100") is { HasValue: false },
            "the first segment of the log is gone",
            Bound);
        await hub.RestartAsync();
        await hub.Client.RaiseEventAsync("wait-9999", "go", 5);

        var ended = await hub.Client.WaitForInstanceCompletionAsync("wait-9999", true).WaitAsync(Bound);
        Assert.Equal(5, ended.ReadOutputAs<int>());
        var running = await hub.Client.GetAllInstancesAsync(new OrchestrationQuery(Statuses: [OrchestrationRuntimeStatus.Running], PageSize: 1_000)).ToListAsync();
        Assert.Equal(Instances - 1, running.Count);
    }

    private Task ArchivedAsync(TestHub hub, int instances)
    {
        // Not through the hub's client: its calls are counted.
        var table = new TableClient(azurite.ConnectionString, hub.Name + "Instances");
        return Eventually.HoldsAsync(
            async () =>
            {
                hub.Clock.Advance(TimeSpan.FromSeconds(3));
                return await table.QueryAsync<Azure.Data.Tables.TableEntity>("PartitionKey ge 'i'", select: ["RowKey"]).CountAsync() == instances;
            },
            $"{instances} instances are archived",
            Bound);
    }
}
