using DurableTask.Core;
using DurableTask.Core.History;

namespace InventoryFunctions.EmbeddedHost.Durable.History;

/// <summary>Shows the stored history in the public event types of the Durable Task framework.</summary>
internal static class HistoryView
{
    public static IList<HistoryEvent> Of(IReadOnlyList<StepEvent> history)
    {
        var view = new List<HistoryEvent>(history.Count);
        foreach (var step in history)
        {
            if (Show(step) is { } shown)
            {
                shown.Timestamp = step.At;
                view.Add(shown);
            }
        }

        return view;
    }

    // Where a command has a number it is the event's id; everything that came from outside has -1, as on Azure.
    // The framework's own types are not annotated for null, though every one of these values may be absent.
    private static HistoryEvent? Show(StepEvent step)
    {
        var id = step.IsCommand ? step.Task ?? -1 : -1;
        var task = step.Task ?? -1;
        var failure = step.Failure;
        return step.Kind switch
        {
            EventKind.Started => new ExecutionStartedEvent(id, step.Data) { Name = step.Name, ScheduledStartTime = step.Due },
            EventKind.StartDue => new TimerFiredEvent(id, step.Due ?? step.At) { TimerId = task },
            EventKind.ActivityScheduled => new TaskScheduledEvent(id, step.Name!, null, step.Data),
            EventKind.ActivityCompleted => new TaskCompletedEvent(id, task, step.Data),
            EventKind.ActivityFailed => new TaskFailedEvent(id, task, failure?.Message, failure?.Stack, failure?.ToCore()),
            EventKind.TimerCreated => new TimerCreatedEvent(id, step.Due ?? step.At),
            EventKind.TimerFired => new TimerFiredEvent(id, step.Due ?? step.At) { TimerId = task },
            EventKind.SubScheduled => new SubOrchestrationInstanceCreatedEvent(id) { Name = step.Name, InstanceId = step.Instance, Input = step.Data },
            EventKind.SubCompleted => new SubOrchestrationInstanceCompletedEvent(id, task, step.Data),
            EventKind.SubFailed => new SubOrchestrationInstanceFailedEvent(id, task, failure?.Message, failure?.Stack, failure?.ToCore()),
            EventKind.EventRaised => new EventRaisedEvent(id, step.Data) { Name = step.Name },
            EventKind.EventSent => new EventSentEvent(id) { InstanceId = step.Instance, Name = step.Name, Input = step.Data },
            EventKind.Suspended => new ExecutionSuspendedEvent(id, step.Data),
            EventKind.Resumed => new ExecutionResumedEvent(id, step.Data),
            EventKind.Terminated => new ExecutionTerminatedEvent(id, step.Data),
            EventKind.Completed => new ExecutionCompletedEvent(id, step.Data, OrchestrationStatus.Completed),
            EventKind.Failed => new ExecutionCompletedEvent(id, null, OrchestrationStatus.Failed, failure?.ToCore()),
            EventKind.ContinuedAsNew => new ContinueAsNewEvent(id, step.Data),
            _ => null,
        };
    }
}
