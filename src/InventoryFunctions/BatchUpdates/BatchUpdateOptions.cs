using System.Globalization;
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
    /// Also how many sample items an empty inventory gets, 20 at most (parity A4). The default value is <c>50</c>.
    /// </summary>
    public string BatchSize { get; set; } = "50";

    /// <summary><see cref="BatchSize"/> as a number.</summary>
    /// <exception cref="FormatException">It is none. Hosts don't start with such a setting.</exception>
    public int Size => TryReadSize(out int size) ? size : throw new FormatException($"{BatchSizeSetting} must be a whole number.");

    /// <summary>Reads <see cref="BatchSize"/>.</summary>
    /// <returns>Whether it is a whole number.</returns>
    internal bool TryReadSize(out int size) => int.TryParse(BatchSize, NumberStyles.Integer, CultureInfo.InvariantCulture, out size);
}
