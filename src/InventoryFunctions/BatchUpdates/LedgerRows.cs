using Azure.Data.Tables;
using InventoryFunctions.Schedules;

namespace InventoryFunctions.BatchUpdates;

/// <summary>The rows of <see cref="BatchUpdateLedger"/>.</summary>
internal static class LedgerRows
{
    public const string Partition = "batch-update";
    public const string Schedule = "schedule";
    public const string Running = "running";

    public static TableEntity Write(ScheduleState state)
    {
        TableEntity row = new(Partition, Schedule)
        {
            [nameof(ScheduleState.Expression)] = state.Expression,
            [nameof(ScheduleState.Anchor)] = state.Anchor,
            [nameof(ScheduleState.SavedAt)] = state.SavedAt,
        };
        SetIfKnown(row, nameof(ScheduleState.Next), state.Next);
        SetIfKnown(row, nameof(ScheduleState.Last), state.Last);
        return row;
    }

    public static ScheduleState ReadSchedule(TableEntity row) => new()
    {
        Expression = row.GetString(nameof(ScheduleState.Expression)),
        Anchor = row.GetDateTimeOffset(nameof(ScheduleState.Anchor)).GetValueOrDefault(),
        SavedAt = row.GetDateTimeOffset(nameof(ScheduleState.SavedAt)).GetValueOrDefault(),
        Next = row.GetDateTimeOffset(nameof(ScheduleState.Next)),
        Last = row.GetDateTimeOffset(nameof(ScheduleState.Last)),
    };

    public static TableEntity Write(BatchUpdateRun run)
    {
        TableEntity row = new(Partition, Running)
        {
            [nameof(BatchUpdateRun.ExecutionId)] = run.ExecutionId,
            [nameof(BatchUpdateRun.Amount)] = run.Amount,
            [nameof(BatchUpdateRun.Since)] = run.Since,
        };
        SetIfKnown(row, nameof(BatchUpdateRun.Occurrence), run.Occurrence);
        return row;
    }

    public static BatchUpdateRun ReadRun(TableEntity row) => new()
    {
        ExecutionId = row.GetString(nameof(BatchUpdateRun.ExecutionId)),
        Amount = row.GetInt32(nameof(BatchUpdateRun.Amount)).GetValueOrDefault(),
        Since = row.GetDateTimeOffset(nameof(BatchUpdateRun.Since)).GetValueOrDefault(),
        Occurrence = row.GetDateTimeOffset(nameof(BatchUpdateRun.Occurrence)),
    };

    private static void SetIfKnown(TableEntity row, string property, DateTimeOffset? value)
    {
        if (value is not null)
        {
            row[property] = value;
        }
    }
}
