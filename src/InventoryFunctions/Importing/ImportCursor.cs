using Azure;
using InventoryFunctions.Domain.Importing;

namespace InventoryFunctions.Importing;

/// <summary>How far one shard of an import is.</summary>
/// <param name="NextChunk">The first chunk that is not applied yet.</param>
/// <param name="Counts">What became of the rows before it.</param>
/// <param name="Errors">
/// Why rows of the last stored chunk were refused. They are stored with the chunk, because the error list is another table: an attempt that
/// ends in between leaves them for the next one to list.
/// </param>
internal sealed record ImportCursor(int NextChunk, ImportCounts Counts, IReadOnlyList<ImportError> Errors)
{
    /// <summary>Nothing is applied yet.</summary>
    public static ImportCursor Start { get; } = new(0, ImportCounts.None, []);

    /// <summary>The stored row's ETag.</summary>
    public ETag ETag { get; init; }

    /// <summary>After <paramref name="chunk"/> was decided as <paramref name="plan"/> says.</summary>
    public ImportCursor After(StagedChunk chunk, ImportPlan plan) =>
        this with { NextChunk = chunk.Number + 1, Counts = Counts.Plus(plan.Counts), Errors = plan.Errors };
}
