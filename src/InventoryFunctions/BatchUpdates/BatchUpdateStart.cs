namespace InventoryFunctions.BatchUpdates;

/// <summary>What became of the wish to start a batch update.</summary>
public abstract record BatchUpdateStart
{
    private BatchUpdateStart()
    {
    }

    /// <summary>It goes on now.</summary>
    /// <param name="ExecutionId">Its execution id.</param>
    public sealed record Started(string ExecutionId) : BatchUpdateStart;

    /// <summary>Another one goes on.</summary>
    /// <param name="ExecutionId">The other one's execution id, or null where the two began at the same instant and it could not be read any more.</param>
    public sealed record AlreadyRunning(string? ExecutionId) : BatchUpdateStart;
}
