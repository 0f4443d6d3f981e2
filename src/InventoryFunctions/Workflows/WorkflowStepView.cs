using System.Text.Json.Serialization;
using DurableTask.Core.History;

namespace InventoryFunctions.Workflows;

/// <summary>One step in an orchestration's history. What does not apply to its type is left out.</summary>
/// <param name="Time">When.</param>
/// <param name="Type">What happened, e.g. <c>TaskScheduled</c>.</param>
[method: JsonConstructor]
public sealed record WorkflowStepView(DateTimeOffset Time, string Type)
{
    /// <summary>The step's number, which later steps refer to.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? Id { get; init; }

    /// <summary>The <see cref="Id"/> of the step that this one ends.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? Ends { get; init; }

    /// <summary>The activity's, orchestrator's or event's name.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Name { get; init; }

    /// <summary>The other instance: a sub-orchestration, or who gets an event.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? InstanceId { get; init; }

    /// <summary>When a timer is due.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? FireAt { get; init; }

    /// <summary>What went in.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public object? Input { get; init; }

    /// <summary>What came out.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public object? Result { get; init; }

    /// <summary>Why it failed, was suspended or resumed.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Reason { get; init; }

    /// <summary>The failure in full.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public WorkflowFailureView? Failure { get; init; }

    /// <summary>The view of <paramref name="step"/>; a type that is not known here shows its time and type.</summary>
    internal static WorkflowStepView Of(HistoryEvent step)
    {
        WorkflowStepView view = new(new DateTimeOffset(DateTime.SpecifyKind(step.Timestamp, DateTimeKind.Utc)), step.EventType.ToString());
        return step switch
        {
            ExecutionStartedEvent started => view with { Name = started.Name, Input = JsonPayload.Read(started.Input) },
            ExecutionCompletedEvent completed => view with
            {
                Result = JsonPayload.Read(completed.Result),
                Failure = WorkflowFailureView.Of(completed.FailureDetails),
            },
            ExecutionTerminatedEvent terminated => view with { Input = JsonPayload.Read(terminated.Input) },
            ExecutionSuspendedEvent suspended => view with { Reason = suspended.Reason },
            ExecutionResumedEvent resumed => view with { Reason = resumed.Reason },
            TaskScheduledEvent scheduled => view with { Id = step.EventId, Name = scheduled.Name, Input = JsonPayload.Read(scheduled.Input) },
            TaskCompletedEvent completed => view with { Ends = completed.TaskScheduledId, Result = JsonPayload.Read(completed.Result) },
            TaskFailedEvent failed => view with
            {
                Ends = failed.TaskScheduledId,
                Reason = failed.Reason,
                Failure = WorkflowFailureView.Of(failed.FailureDetails),
            },
            SubOrchestrationInstanceCreatedEvent created => view with
            {
                Id = step.EventId,
                Name = created.Name,
                InstanceId = created.InstanceId,
                Input = JsonPayload.Read(created.Input),
            },
            SubOrchestrationInstanceCompletedEvent completed => view with
            {
                Ends = completed.TaskScheduledId,
                Result = JsonPayload.Read(completed.Result),
            },
            SubOrchestrationInstanceFailedEvent failed => view with
            {
                Ends = failed.TaskScheduledId,
                Reason = failed.Reason,
                Failure = WorkflowFailureView.Of(failed.FailureDetails),
            },
            TimerCreatedEvent created => view with { Id = step.EventId, FireAt = Utc(created.FireAt) },
            TimerFiredEvent fired => view with { Ends = fired.TimerId, FireAt = Utc(fired.FireAt) },
            EventSentEvent sent => view with { Id = step.EventId, Name = sent.Name, InstanceId = sent.InstanceId, Input = JsonPayload.Read(sent.Input) },
            EventRaisedEvent raised => view with { Name = raised.Name, Input = JsonPayload.Read(raised.Input) },
            _ => view,
        };
    }

    private static DateTimeOffset Utc(DateTime time) => new(DateTime.SpecifyKind(time, DateTimeKind.Utc));
}
