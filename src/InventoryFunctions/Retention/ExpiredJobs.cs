using InventoryFunctions.Jobs;

namespace InventoryFunctions.Retention;

/// <summary>Job records past their time (parity A11).</summary>
internal sealed class ExpiredJobs(JobRetention jobs) : IRetention
{
    private const string More = "more";

    public RetentionKind Kind => RetentionKind.Jobs;

    public async Task<RetentionPiece> RemoveSomeAsync(DateTimeOffset now, string? position, CancellationToken cancellationToken)
    {
        int removed = await jobs.RemoveSomeAsync(now, cancellationToken);
        return new RetentionPiece(removed, removed > 0 ? More : null);
    }
}
