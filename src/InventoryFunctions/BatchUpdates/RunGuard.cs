namespace InventoryFunctions.BatchUpdates;

/// <summary>
/// Keeps a late attempt of a step from updating items: an item remembers only the last execution that updated it, so that once another run has
/// followed, the item alone no longer tells.
/// </summary>
internal sealed class RunGuard(BatchUpdateLedger ledger, string executionId)
{
    /// <exception cref="BatchUpdateEndedException">The execution is not the one that runs.</exception>
    public async Task DemandAsync(CancellationToken cancellationToken)
    {
        if (!await ledger.IsRunningAsync(executionId, cancellationToken))
        {
            throw new BatchUpdateEndedException(executionId);
        }
    }
}
