using System.Collections.Concurrent;
using DurableTask.Core.History;
using InventoryFunctions.EmbeddedHost.Durable;
using InventoryFunctions.Testing;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace InventoryFunctions.EmbeddedHost.Tests.Durable;

/// <summary>Kills the process at every step it stores, and holds the outcome against that of an undisturbed run.</summary>
public sealed class CrashTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private const string Id = "everything";
    private const int Unbounded = 5_000;
    private const int OneStepEach = 1;

    // seq 2, sub 20, sum of 1..3 twice = 12 and the event; round 1 and round 2 of continue-as-new.
    private const string Expected = "round 2: seq 2, sub 20, fan 12, event go, message ping, kept keep";

    private readonly ConcurrentDictionary<string, int> _runs = new();

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, false)]
    [InlineData(true, true)]
    [InlineData(true, false, OneStepEach)]
    [InlineData(false, false, OneStepEach)]
    public async Task ProcessKilledAtEveryAppend_AppendLandedOrNot_TheOutcomeIsTheSame(bool landed, bool replayEveryStep, int maxRecordsPerCommit = Unbounded)
    {
        for (var append = 1; ; append++)
        {
            _runs.Clear();
            await using var hub = EverythingHub(replayEveryStep, maxRecordsPerCommit);
            await hub.StartAsync();
            hub.Faults.DieAtAppend(append, landed);

            var (ended, deaths) = await DriveAsync(hub);

            Assert.Equal((append, Expected), (append, ended.ReadOutputAs<string>()));
            Assert.All((string[])["seq 1", "sub 10", "fan 1", "fan 2", "fan 3"], run => Assert.True(_runs.ContainsKey(run), $"{run} never ran"));
            Assert.All(_runs.Values, times => Assert.InRange(times, 1, 2 + deaths));
            if (deaths == 0)
            {
                Assert.True(append > 5, $"An undisturbed run has at least 5 appends, this one ended before append {append}.");
                return;
            }
        }
    }

    [Fact]
    public async Task ProcessKilledAfterEveryAppend_OneAfterTheOther_StillEnds()
    {
        await using var hub = EverythingHub(replayEveryStep: false);
        await hub.StartAsync();
        hub.Faults.DieAtAppend(1, landed: true);

        var (ended, deaths) = await DriveAsync(hub, dieAgainAfter: 1);

        Assert.Equal(Expected, ended.ReadOutputAs<string>());
        Assert.InRange(deaths, 4, 100);
    }

    [Theory]
    [InlineData("Sender", "Receiver")]
    [InlineData("Forgetter", "Orphan")]
    [InlineData("Usurper", "cause")]
    public async Task CommitCutBetweenCauseAndConsequence_ProcessKilled_TheConsequenceStillComes(string cause, string consequence)
    {
        await using var hub = new TestHub(azurite) { MaxRecordsPerCommit = OneStepEach }
            .Orchestrator("Receiver", context => context.WaitForExternalEvent<int>("go"))
            .Orchestrator("Orphan", _ => Task.FromResult(1))
            .Orchestrator("Sender", context =>
            {
                context.SendEvent("Receiver", "go", 1);
                return Task.FromResult(0);
            })
            .Orchestrator("Usurper", async context =>
            {
                await Assert.ThrowsAsync<TaskFailedException>(
                    () => context.CallSubOrchestratorAsync<int>("Receiver", options: new SubOrchestrationOptions(instanceId: "Receiver")));
                return 0;
            })
            .Orchestrator("Forgetter", context =>
            {
                _ = context.CallSubOrchestratorAsync<int>("Orphan", options: new SubOrchestrationOptions(instanceId: "Orphan"));
                return Task.FromResult(0);
            });
        await hub.StartAsync();
        await hub.Client.ScheduleNewOrchestrationInstanceAsync("Receiver", null, new StartOrchestrationOptions("Receiver"));
        hub.Faults.DieAtAppend(1, landed: true);
        await Assert.ThrowsAnyAsync<InvalidOperationException>(
            () => hub.Client.ScheduleNewOrchestrationInstanceAsync(cause, null, new StartOrchestrationOptions("cause")));

        // A host that dies before it has done anything leaves things as they were.
        await hub.RestartAsync();
        await hub.RestartAsync();

        Assert.Equal(OrchestrationRuntimeStatus.Completed, (await hub.FinishAsync("cause")).RuntimeStatus);
        await Eventually.HoldsAsync(async () => await hub.Client.GetInstanceAsync(consequence) is { IsCompleted: true }, "the consequence has come");
        Assert.Equal(OrchestrationRuntimeStatus.Completed, (await hub.Client.GetInstanceAsync(consequence))!.RuntimeStatus);
    }

    /// <summary>Does what a client would until the instance has ended: starts it, answers its waits, moves the clock, restarts the dead host.</summary>
    private static async Task<(OrchestrationMetadata Ended, int Deaths)> DriveAsync(TestHub hub, int? dieAgainAfter = null)
    {
        var deaths = 0;
        OrchestrationMetadata? ended = null;
        await Eventually.HoldsAsync(
            async () =>
            {
                try
                {
                    var present = await hub.Client.GetInstanceAsync(Id, true);
                    if (present is null)
                    {
                        await hub.Client.ScheduleNewOrchestrationInstanceAsync("Everything", 1, new StartOrchestrationOptions(Id));
                    }
                    else if (present.IsCompleted)
                    {
                        ended = present;
                    }
                    else if (present.SerializedCustomStatus == "\"waiting\"")
                    {
                        var raised = (await hub.Client.GetOrchestrationHistoryAsync(Id)).OfType<EventRaisedEvent>().Select(happened => happened.Name).ToList();
                        foreach (var name in ((string[])["keep", "go"]).Where(name => !raised.Contains(name)))
                        {
                            await hub.Client.RaiseEventAsync(Id, name, name);
                        }
                    }

                    hub.Clock.Advance(TimeSpan.FromSeconds(1));
                    return ended is not null;
                }
                catch (Exception died) when (died is HubLostException or InvalidOperationException)
                {
                    deaths++;
                    await hub.RestartAsync();
                    if (dieAgainAfter is { } appends)
                    {
                        hub.Faults.DieAtAppend(appends, landed: true);
                    }

                    return false;
                }
            },
            "the orchestration has ended",
            TimeSpan.FromMinutes(3));
        return (ended!, deaths);
    }

    private TestHub EverythingHub(bool replayEveryStep, int maxRecordsPerCommit = Unbounded) =>
        new TestHub(azurite) { ReplayEveryStep = replayEveryStep, MaxRecordsPerCommit = maxRecordsPerCommit }
        .Activity<string, int>("Count", name =>
        {
            _runs.AddOrUpdate(name, 1, (_, times) => times + 1);
            return int.Parse(name.Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture) * 2;
        })
        .Orchestrator("Child", async context =>
        {
            context.SendEvent(Id, "ping", "ping");
            return await context.CallActivityAsync<int>("Count", "sub 10");
        })
        .Orchestrator("Everything", async context =>
        {
            var round = context.GetInput<int>();
            if (round == 1)
            {
                context.SetCustomStatus("waiting");
                await context.WaitForExternalEvent<string>("go");
                await context.CreateTimer(TimeSpan.FromSeconds(5), CancellationToken.None);
                context.SendEvent(Id, "go", "go");
                context.ContinueAsNew(2);
                return "";
            }

            var seq = await context.CallActivityAsync<int>("Count", "seq 1");
            var sub = await context.CallSubOrchestratorAsync<int>("Child", options: new SubOrchestrationOptions(instanceId: "everything-child"));
            var fan = await Task.WhenAll(Enumerable.Range(1, 3).Select(n => context.CallActivityAsync<int>("Count", $"fan {n}")));
            var decision = await context.WaitForExternalEvent<string>("go");
            var message = await context.WaitForExternalEvent<string>("ping", TimeSpan.FromHours(1));
            var kept = await context.WaitForExternalEvent<string>("keep");
            return $"round {round}: seq {seq}, sub {sub}, fan {fan.Sum()}, event {decision}, message {message}, kept {kept}";
        });
}
