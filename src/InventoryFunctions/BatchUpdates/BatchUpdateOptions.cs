using InventoryFunctions.Storage;

namespace InventoryFunctions.BatchUpdates;

/// <summary>Settings <c>BatchUpdate__*</c> (parity A1).</summary>
public sealed class BatchUpdateOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "BatchUpdate";

    /// <summary>The setting of the schedule.</summary>
    public const string ScheduleSetting = Section + "__" + nameof(Schedule);

    /// <summary>The setting of the batch size.</summary>
    public const string BatchSizeSetting = Section + "__" + nameof(BatchSize);

    /// <summary>The least batch size.</summary>
    public const int MinBatchSize = 1;

    /// <summary>The greatest batch size.</summary>
    public const int MaxBatchSize = 100;

    /// <summary>When the update runs: <c>rate(…)</c> or <c>cron(…)</c> as AWS writes them. The default value is <c>rate(1 hour)</c>.</summary>
    public string Schedule { get; set; } = "rate(1 hour)";

    /// <summary>
    /// How many items a transaction updates, <see cref="MinBatchSize"/> to <see cref="MaxBatchSize"/>; at 100 they are
    /// <see cref="InventoryStore.MaxItemsPerCommit"/>, because the row that records their change is one of the 100 operations Table Storage takes.
    /// Also how many sample items an empty inventory gets, 20 at most (parity A4). The default value is 50.
    /// </summary>
    public int BatchSize { get; set; } = 50;
}
