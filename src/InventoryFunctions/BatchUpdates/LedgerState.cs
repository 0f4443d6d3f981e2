using InventoryFunctions.Schedules;

namespace InventoryFunctions.BatchUpdates;

/// <summary>What <see cref="BatchUpdateLedger"/> holds.</summary>
/// <param name="Schedule">Where the schedule stands, or null where none was stored yet.</param>
/// <param name="Run">The run that goes on, or null.</param>
public sealed record LedgerState(LedgerEntry<ScheduleState>? Schedule, LedgerEntry<BatchUpdateRun>? Run);
