namespace InventoryFunctions.Domain.Recovery;

/// <summary>What a restore did, or would do, with the items that changed since: each item counts once.</summary>
/// <param name="Changed">Items that get back what they were.</param>
/// <param name="Recreated">Items that were deleted since, and are there again.</param>
/// <param name="Removed">Items that did not exist then, and are deleted.</param>
/// <param name="Unchanged">Items that are already as they were.</param>
/// <param name="Kept">Items that did not exist then, but stay because orders hold pieces of them, or pieces of them were bought.</param>
/// <param name="Failed">Items that stay as they are; the job's errors say why.</param>
public sealed record RestoreCounts(long Changed, long Recreated, long Removed, long Unchanged, long Kept, long Failed)
{
    /// <summary>Nothing yet.</summary>
    public static RestoreCounts None { get; } = new(0, 0, 0, 0, 0, 0);

    /// <summary>Items that were seen to.</summary>
    public long Processed() => Changed + Recreated + Removed + Unchanged + Kept;

    /// <summary>Both together.</summary>
    public RestoreCounts Plus(RestoreCounts other) => new(
        Changed + other.Changed,
        Recreated + other.Recreated,
        Removed + other.Removed,
        Unchanged + other.Unchanged,
        Kept + other.Kept,
        Failed + other.Failed);

    /// <summary>With one more item.</summary>
    public RestoreCounts Plus(RestoreAction action) => action switch
    {
        RestoreAction.Changed => this with { Changed = Changed + 1 },
        RestoreAction.Recreated => this with { Recreated = Recreated + 1 },
        RestoreAction.Removed => this with { Removed = Removed + 1 },
        RestoreAction.Unchanged => this with { Unchanged = Unchanged + 1 },
        RestoreAction.Kept => this with { Kept = Kept + 1 },
        _ => this with { Failed = Failed + 1 },
    };
}
