using DurableTask.Core;
using Microsoft.DurableTask;

namespace InventoryFunctions.Workflows;

/// <summary>Why an orchestration or one of its steps failed. Stack traces stay in the log.</summary>
/// <param name="Type">The exception's type.</param>
/// <param name="Message">Its message.</param>
/// <param name="Cause">The failure behind it, or null.</param>
public sealed record WorkflowFailureView(string Type, string Message, WorkflowFailureView? Cause)
{
    internal static WorkflowFailureView? Of(TaskFailureDetails? failure) =>
        failure is null ? null : new(failure.ErrorType, failure.ErrorMessage, Of(failure.InnerFailure));

    internal static WorkflowFailureView? Of(FailureDetails? failure) =>
        failure is null ? null : new(failure.ErrorType, failure.ErrorMessage, Of(failure.InnerFailure));
}
