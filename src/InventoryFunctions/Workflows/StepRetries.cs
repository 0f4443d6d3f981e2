using Microsoft.DurableTask;

namespace InventoryFunctions.Workflows;

/// <summary>How often the steps of orchestrations are tried.</summary>
/// <remarks>Part of the orchestrations that use it, so just as deterministic.</remarks>
internal static class StepRetries
{
    /// <summary>A few times within a minute: what fails then fails the orchestration's job, which says so.</summary>
    public static TaskOptions AFewTimes { get; } = Of(5, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(30));

    /// <summary>For about ten minutes: what failed a step must not keep the job from recording it.</summary>
    public static TaskOptions ForTenMinutes { get; } = Of(15, TimeSpan.FromSeconds(2), TimeSpan.FromMinutes(1));

    /// <summary>
    /// Whatever storage or the event bus are away for, the step goes on, every five minutes in the end: an orchestration that gave up would leave an order
    /// undecided, half of it ended, or a check undone whose change set is gone. What no attempt can mend, such as a row that is not sound, must be no
    /// failure of such a step.
    /// </summary>
    public static TaskOptions WithoutEnd { get; } = Of(int.MaxValue, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(5));

    private static TaskOptions Of(int attempts, TimeSpan first, TimeSpan longest) =>
        TaskOptions.FromRetryPolicy(new RetryPolicy(attempts, first, backoffCoefficient: 2, maxRetryInterval: longest));
}
