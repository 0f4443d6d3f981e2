using System.Collections.Concurrent;
using System.Diagnostics;
using InventoryFunctions.EmbeddedHost.Hosting;
using InventoryFunctions.Testing;
using Microsoft.DurableTask;

namespace InventoryFunctions.EmbeddedHost.Tests.Durable;

public sealed class TracingTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>, IDisposable
{
    private readonly ConcurrentQueue<Activity> _ended = new();
    private readonly ActivitySource _caller = new($"caller-{Guid.NewGuid():N}");
    private ActivityListener? _listener;

    public void Dispose()
    {
        _listener?.Dispose();
        _caller.Dispose();
    }

    [Fact]
    public async Task Trace_HostRestartsInTheMiddle_GoesOnInTheNextOne()
    {
        Listen();
        await using var hub = await new TestHub(azurite)
            .Orchestrator("Parent", async context =>
            {
                await context.WaitForExternalEvent<string>("go", CancellationToken.None);
                return await context.CallSubOrchestratorAsync<string>("Child", "x");
            })
            .Orchestrator("Child", async context => await context.CallActivityAsync<string>("Shout", context.GetInput<string>()))
            .Activity("Shout", (string text) => Task.FromResult(text.ToUpperInvariant()))
            .StartAsync();
        ActivityTraceId trace;
        using (var call = _caller.StartActivity("call"))
        {
            trace = call!.TraceId;
            await hub.Client.ScheduleNewOrchestrationInstanceAsync("Parent", null, new StartOrchestrationOptions("a"));
        }

        await hub.RestartAsync();
        await hub.Client.RaiseEventAsync("a", "go", "");

        Assert.Equal("X", (await hub.FinishAsync("a")).ReadOutputAs<string>());
        string[] expected = ["call", "create_orchestration:Parent", "activity:Shout", "orchestration:Child", "orchestration:Parent"];
        await Eventually.HoldsAsync(
            () => _ended.Where(span => span.TraceId == trace).Select(span => span.DisplayName).Order().SequenceEqual(expected.Order()),
            $"the trace has {string.Join(", ", expected)}");
    }

    [Fact]
    public async Task Trace_ActivityFails_IsAnErrorWithItsTypeAlone()
    {
        Listen();
        await using var hub = await new TestHub(azurite)
            .Orchestrator("Parent", async context => await context.CallActivityAsync<string>("Fail", "x"))
            .Activity("Fail", (string _) => Task.FromException<string>(new InvalidDataException("a secret")))
            .StartAsync();
        using (_caller.StartActivity("call"))
        {
            await hub.Client.ScheduleNewOrchestrationInstanceAsync("Parent", null, new StartOrchestrationOptions("a"));
        }

        await hub.FinishAsync("a");
        await Eventually.HoldsAsync(() => _ended.Any(span => span.DisplayName == "orchestration:Parent"), "the orchestration's span has ended");

        var failed = Assert.Single(_ended, span => span.DisplayName == "activity:Fail");
        Assert.Equal((ActivityStatusCode.Error, typeof(InvalidDataException).FullName), (failed.Status, failed.StatusDescription));
        Assert.Equal(ActivityStatusCode.Error, Assert.Single(_ended, span => span.DisplayName == "orchestration:Parent").Status);
    }

    // Only what begins in this test's trace: others run beside it.
    private void Listen()
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = source => source == _caller || source.Name == HostTracing.SourceName,
            Sample = (ref ActivityCreationOptions<ActivityContext> options) =>
                options.Source == _caller || options.Parent != default ? ActivitySamplingResult.AllDataAndRecorded : ActivitySamplingResult.None,
            ActivityStopped = _ended.Enqueue,
        };
        ActivitySource.AddActivityListener(_listener);
    }
}
