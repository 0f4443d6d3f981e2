using InventoryFunctions.Domain.Jobs;
using InventoryFunctions.Jobs;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace InventoryFunctions.Importing;

/// <summary>What runs imports: one that was received and claimed, but not started, is started late.</summary>
public sealed class ImportJobs(ImportClaims claims, ImportStaging staging, ImportStart start, ILogger<ImportJobs> logger) : IJobWorkflow
{
    /// <inheritdoc />
    public bool Runs(JobKind kind) => kind is JobKind.Import or JobKind.ImportDryRun;

    /// <inheritdoc />
    public string InstanceIdOf(string executionId) => ImportManifest.InstanceIdOf(executionId);

    /// <inheritdoc />
    public async Task<bool> TryRecoverAsync(
        string executionId, OrchestrationMetadata? instance, DurableTaskClient durable, CancellationToken cancellationToken)
    {
        if (instance is not null || await FindStartableAsync(executionId, cancellationToken) is not { } import)
        {
            return false;
        }

        logger.StartedLate(executionId);
        await start.StartAsync(import, durable, cancellationToken);
        return true;
    }

    // A dry run has no claim, so that its manifest is gone with its host.
    private async Task<ImportManifest?> FindStartableAsync(string executionId, CancellationToken cancellation) =>
        await claims.FindByExecutionAsync(executionId, cancellation) is { IsCompleted: false, Manifest: { } import }
        && (import.SoundRows + import.BrokenRows == 0 || await staging.HoldsAsync(executionId, cancellation))
            ? import
            : null;
}
