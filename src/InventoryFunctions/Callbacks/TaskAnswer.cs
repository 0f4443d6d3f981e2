namespace InventoryFunctions.Callbacks;

/// <summary>What ended a task. A task has one, and the first stands.</summary>
/// <param name="End">How.</param>
/// <param name="At">When.</param>
/// <param name="Output">What a success brought, as JSON; otherwise null.</param>
/// <param name="Error">What a failure is called; otherwise null.</param>
/// <param name="Cause">What a failure came from; otherwise null.</param>
public sealed record TaskAnswer(TaskEnd End, DateTimeOffset At, string? Output = null, string? Error = null, string? Cause = null)
{
    /// <summary>Whether <paramref name="other"/> says the same, at whatever time.</summary>
    public bool SaysTheSameAs(TaskAnswer other) => this with { At = other.At } == other;
}
