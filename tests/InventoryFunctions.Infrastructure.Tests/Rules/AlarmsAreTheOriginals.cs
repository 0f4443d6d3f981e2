using InventoryFunctions.Infrastructure.Tests.Bicep;

namespace InventoryFunctions.Infrastructure.Tests.Rules;

/// <summary>
/// The original's four alarms have its thresholds, windows and periods (parity A15); ours stand beside them. Missing data breaches none: neither a
/// query without rows nor a metric without values compares to a threshold. One of ours counts rows, and none are fewer than one.
/// </summary>
public sealed class AlarmsAreTheOriginals : IRule
{
    private const string FiveMinutes = "PT5M";

    private static readonly Alarm[] Wanted =
    [
        new("errors", "Total", "GreaterThan", 5, FiveMinutes, 1),
        new("duration", "Average", "GreaterThan", 240_000, FiveMinutes, 2),
        new("throttles", "Total", "GreaterThan", 1, FiveMinutes, 1),
        new("table-errors", "Total", "GreaterThan", 10, FiveMinutes, 1),

        new("slow-batch-update", "Maximum", "GreaterThan", 240_000, "PT1H every PT15M", 1),
        new("no-batch-update", "Count", "LessThan", 1, "PT2H every PT15M", 1),
        new("failed-jobs", "Total", "GreaterThan", 0, FiveMinutes, 1),
        new("poison-messages", "Total", "GreaterThan", 0, FiveMinutes, 1),
        new("undelivered-notifications", "Total", "GreaterThan", 0, FiveMinutes, 1),
        new("change-feed-backlog", "Maximum", "GreaterThan", 300, FiveMinutes, 3),
        new("stuck-orchestrations", "Maximum", "GreaterThan", 0, "PT1H every PT15M", 1),
        new("dead-letters", "Total", "GreaterThan", 0, FiveMinutes, 1),
    ];

    /// <inheritdoc/>
    public IEnumerable<string> Breaches(Deployment deployment) =>
        Sets.Compare("alarm", Wanted.Select(alarm => alarm.ToString()), Alarm.All(deployment).Select(alarm => alarm.ToString()));
}
