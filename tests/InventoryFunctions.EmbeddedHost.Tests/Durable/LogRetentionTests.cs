using InventoryFunctions.EmbeddedHost.Durable;
using InventoryFunctions.EmbeddedHost.Durable.History;
using InventoryFunctions.EmbeddedHost.Durable.Hub;
using InventoryFunctions.EmbeddedHost.Durable.Storage;
using InventoryFunctions.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace InventoryFunctions.EmbeddedHost.Tests.Durable;

/// <summary>The archiver trims the log up to the first row that any instance needs, at any moment, so the row must hold while a commit is under way.</summary>
public sealed class LogRetentionTests
{
    private static readonly InstanceKey First = new("counter", 1);
    private static readonly InstanceKey Second = new("counter", 2);
    private static readonly StepEvent Started = new() { Kind = EventKind.Started, Name = "Count" };

    [Fact]
    public void ContinuedAsNew_NewExecutionNotStoredYet_TheLogOfTheOldOneIsKept()
    {
        var instance = new Instance(First);
        var before = Take(instance, Started);
        instance.Publish(before, row: 3);

        instance.BeginExecution(Second);
        Assert.Equal(3, instance.FirstRow);
        instance.Publish(before, row: 700);
        Assert.Equal(3, instance.FirstRow);
        instance.Publish(Take(instance, Started), row: 701);

        Assert.Equal(701, instance.FirstRow);
    }

    [Fact]
    public void CopiedForward_OfAnExecutionThatIsOver_DoesNotMoveTheRow()
    {
        var instance = new Instance(First);
        instance.Publish(Take(instance, Started), row: 3);

        instance.CopiedTo(First, 600);
        Assert.Equal(600, instance.FirstRow);
        instance.BeginExecution(Second);
        instance.Publish(Take(instance, Started), row: 601);
        instance.CopiedTo(First, 900);

        Assert.Equal(601, instance.FirstRow);
    }

    [Fact]
    public void FinishedInstance_ReplacedByAStartNotStoredYet_ItsLogIsKept()
    {
        var options = new DurableEngineOptions();
        using var loop = new CommitLoop(options.HubName, null!, options.MaxRecordsPerCommit, NullLogger.Instance);
        using var hub = new TaskHub(options, new DurableFunctions(), loop, new ManualTimeProvider(), NullLoggerFactory.Instance);
        var finished = new Instance(First);
        Take(finished, Started);
        finished.StoredFrom(First, 3);
        Take(finished, new StepEvent { Kind = EventKind.Completed });
        hub.Adopt(finished);

        hub.StartInstance(First.Instance, Started);

        var replacement = hub.Instances[First.Instance];
        Assert.NotSame(finished, replacement);
        Assert.Equal(3, replacement.FirstRow);
        replacement.Publish(Take(replacement, Started), row: 700);
        Assert.Equal(700, replacement.FirstRow);
    }

    private static InstanceState Take(Instance instance, StepEvent happened)
    {
        instance.Apply(happened);
        return instance.Snapshot();
    }
}
