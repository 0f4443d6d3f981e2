namespace InventoryFunctions.Callbacks;

/// <summary>A task that an orchestration waited for did not succeed. The names of the two time-outs are those of Step Functions.</summary>
/// <param name="task">The activity that gave the task out.</param>
/// <param name="error">What went wrong, in a word.</param>
/// <param name="cause">Why, or null.</param>
public sealed class TaskNotDoneException(string task, string? error, string? cause)
    : Exception($"Task {task} was not done: {error ?? "no error was named"}{(cause is null ? "" : $": {cause}")}")
{
    /// <summary>The error where nobody answered in time.</summary>
    public const string Timeout = "States.Timeout";

    /// <summary>The error where a heartbeat stayed out.</summary>
    public const string HeartbeatTimeout = "States.HeartbeatTimeout";

    /// <summary>The error where the answer is not what the orchestrator waits for.</summary>
    public const string UnfitOutput = "Task.UnfitOutput";

    /// <summary>What went wrong, in a word: what the answer named, or one of the above.</summary>
    public string? Error { get; } = error;

    /// <summary>Why, or null.</summary>
    public string? Cause { get; } = cause;
}
