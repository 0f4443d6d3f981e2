using Azure;
using InventoryFunctions.Domain.Recovery;

namespace InventoryFunctions.Recovery;

/// <summary>How far one shard of a restore is.</summary>
/// <param name="LastItemId">The last item, in key order, that is seen to; null at the beginning.</param>
/// <param name="IsDone">Whether all of them are.</param>
/// <param name="Counts">What became of them.</param>
internal sealed record RestoreCursor(string? LastItemId, bool IsDone, RestoreCounts Counts)
{
    /// <summary>Nothing is restored yet.</summary>
    public static RestoreCursor Start { get; } = new(null, false, RestoreCounts.None);

    /// <summary>The stored row's ETag.</summary>
    public ETag ETag { get; init; }

    /// <summary>After more items, in key order.</summary>
    public RestoreCursor After(IReadOnlyList<ItemRestoration> items) => this with
    {
        LastItemId = items[^1].ItemId,
        Counts = items.Aggregate(Counts, (counts, item) => counts.Plus(item.Action)),
    };
}
