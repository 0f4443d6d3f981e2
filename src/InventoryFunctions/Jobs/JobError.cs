using InventoryFunctions.Domain.Validation;

namespace InventoryFunctions.Jobs;

/// <summary>What a job could not do, and why.</summary>
/// <param name="Key">What it is about, unique within the job: an item id, a padded row number. The list is in this order.</param>
/// <param name="Rules">What is wrong with it.</param>
public sealed record JobError(string Key, IReadOnlyList<BrokenRule> Rules)
{
    /// <summary>One thing is wrong.</summary>
    public JobError(string key, BrokenRule rule)
        : this(key, [rule])
    {
    }
}
