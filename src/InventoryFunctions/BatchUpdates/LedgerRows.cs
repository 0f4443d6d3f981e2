using Azure.Data.Tables;
using InventoryFunctions.Schedules;
using InventoryFunctions.Storage;

namespace InventoryFunctions.BatchUpdates;

/// <summary>The rows of <see cref="BatchUpdateLedger"/>.</summary>
internal static class LedgerRows
{
    public const string Partition = "batch-update";
    public const string Schedule = ScheduleRow.RowKey;
    public const string Running = "running";

    public static TableEntity Write(ScheduleState state) => ScheduleRow.Write(Partition, state);

    public static ScheduleState ReadSchedule(TableEntity row) => ScheduleRow.Read(row);

    public static TableEntity Write(BatchUpdateRun run)
    {
        TableEntity row = new(Partition, Running)
        {
            [nameof(BatchUpdateRun.ExecutionId)] = run.ExecutionId,
            [nameof(BatchUpdateRun.Amount)] = run.Amount,
            [nameof(BatchUpdateRun.Since)] = run.Since,
        };
        row.SetIfKnown(nameof(BatchUpdateRun.Occurrence), run.Occurrence);
        return row;
    }

    public static BatchUpdateRun ReadRun(TableEntity row) => new()
    {
        ExecutionId = row.GetString(nameof(BatchUpdateRun.ExecutionId)),
        Amount = row.GetInt32(nameof(BatchUpdateRun.Amount)).GetValueOrDefault(),
        Since = row.GetDateTimeOffset(nameof(BatchUpdateRun.Since)).GetValueOrDefault(),
        Occurrence = row.GetDateTimeOffset(nameof(BatchUpdateRun.Occurrence)),
    };
}
