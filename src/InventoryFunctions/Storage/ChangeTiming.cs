namespace InventoryFunctions.Storage;

/// <summary>
/// Gives all changes of a transaction one time, the latest that any of them asks for. It is the time of the change set and the last update of each item,
/// so that whatever comes next to any of them comes later.
/// </summary>
internal static class ChangeTiming
{
    /// <summary>The changes with their common time.</summary>
    public static (IReadOnlyList<PlannedChange> Changes, DateTimeOffset Time) Align(IReadOnlyList<PlannedChange> changes, DateTimeOffset now)
    {
        DateTimeOffset time = changes.Select(change => change.TimeOf(now)).Append(now).Max();
        return ([.. changes.Select(change => change.At(time, now))], time);
    }
}
