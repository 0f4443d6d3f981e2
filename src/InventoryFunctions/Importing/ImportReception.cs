using InventoryFunctions.Domain.Importing;
using InventoryFunctions.Storage;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace InventoryFunctions.Importing;

/// <summary>Receives files: stages one whole, decides whether it was here before, and starts its import.</summary>
public sealed class ImportReception(
    InventoryStore store, ImportStaging staging, ImportClaims claims, ImportStart start, TimeProvider clock, ILogger<ImportReception> logger)
{
    /// <summary>After this time an upload is taken to have broken off, and what it staged is removed by the next one.</summary>
    public static readonly TimeSpan UploadTimeout = TimeSpan.FromDays(1);

    /// <summary>
    /// Receives <paramref name="content"/>. A content that was imported before in the same mode, at whatever time, changes nothing; where its
    /// import had stopped, it goes on.
    /// </summary>
    /// <exception cref="Api.ApiException">400: it is no such file at all; nothing is left of it.</exception>
    public async Task<ImportReceipt> ReceiveAsync(
        Stream content, ImportMode mode, bool dryRun, DurableTaskClient durable, CancellationToken cancellation)
    {
        DateTimeOffset now = clock.GetUtcNow();
        foreach (string abandoned in await claims.FindAbandonedAsync(now - UploadTimeout, cancellation))
        {
            await DiscardAsync(abandoned);
        }

        string executionId = Guid.CreateVersion7(now).ToString();
        await claims.BeginUploadAsync(executionId, now, cancellation);
        ImportManifest manifest;
        try
        {
            manifest = await new ImportStager(executionId, mode, store.ShardCount, staging.WriteAsync)
                .StageAsync(content, dryRun, cancellation);
        }
        catch
        {
            await DiscardAsync(executionId);
            throw;
        }

        // The file is here: a caller who goes now must not leave it half claimed or never started.
        ImportClaim claim = dryRun ? new ImportClaim(manifest, null, null) : await ClaimAsync(manifest);
        bool repeated = claim.Manifest.ExecutionId != executionId;
        if (repeated)
        {
            await DiscardAsync(executionId);
        }

        if (claim.IsCompleted)
        {
            await start.RecordCompletedAsync(claim, CancellationToken.None);
        }
        else
        {
            await start.StartAsync(claim.Manifest, durable, CancellationToken.None);
        }

        return new ImportReceipt(claim.Manifest.ExecutionId, repeated);
    }

    /// <summary>
    /// Claims the content. On a failure nothing is discarded: the claim may stand although its answer was lost, and then what is staged is the
    /// import's. Where it does not stand, the upload counts as abandoned.
    /// </summary>
    private async Task<ImportClaim> ClaimAsync(ImportManifest manifest)
    {
        try
        {
            return await claims.ClaimAsync(manifest, CancellationToken.None);
        }
        catch (Exception)
        {
            if (await claims.FindAsync(manifest.Mode, manifest.ContentHash, CancellationToken.None) is { } standing)
            {
                return standing;
            }

            throw;
        }
    }

    private async Task DiscardAsync(string executionId)
    {
        try
        {
            // Also where the caller has gone: its token must not stop this.
            await staging.RemoveAsync(executionId, CancellationToken.None);
            await claims.EndUploadAsync(executionId, CancellationToken.None);
        }
#pragma warning disable CA1031 // Whatever it is, an upload a day later removes it.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            logger.StagingLeft(failure, executionId);
        }
    }
}
