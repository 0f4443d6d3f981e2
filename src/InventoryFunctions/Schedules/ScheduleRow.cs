using Azure.Data.Tables;

namespace InventoryFunctions.Schedules;

/// <summary>Where a schedule stands, as a row of table Schedules: the schedule's name is the partition.</summary>
internal static class ScheduleRow
{
    public const string RowKey = "schedule";

    public static TableEntity Write(string name, ScheduleState state)
    {
        TableEntity row = new(name, RowKey)
        {
            [nameof(ScheduleState.Expression)] = state.Expression,
            [nameof(ScheduleState.Anchor)] = state.Anchor,
            [nameof(ScheduleState.SavedAt)] = state.SavedAt,
        };
        if (state.Next is { } next)
        {
            row[nameof(ScheduleState.Next)] = next;
        }

        if (state.Last is { } last)
        {
            row[nameof(ScheduleState.Last)] = last;
        }

        return row;
    }

    public static ScheduleState Read(TableEntity row) => new()
    {
        Expression = row.GetString(nameof(ScheduleState.Expression)),
        Anchor = row.GetDateTimeOffset(nameof(ScheduleState.Anchor)).GetValueOrDefault(),
        SavedAt = row.GetDateTimeOffset(nameof(ScheduleState.SavedAt)).GetValueOrDefault(),
        Next = row.GetDateTimeOffset(nameof(ScheduleState.Next)),
        Last = row.GetDateTimeOffset(nameof(ScheduleState.Last)),
    };
}
