using InventoryFunctions.Domain.Importing;
using InventoryFunctions.Domain.Jobs;
using InventoryFunctions.Jobs;
using InventoryFunctions.Storage;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace InventoryFunctions.Importing;

/// <summary>Receives files: stages one whole, decides whether it was here before, and starts its import.</summary>
public sealed class ImportReception(
    InventoryStore store, ImportStaging staging, ImportClaims claims, JobStore jobs, TimeProvider clock, ILogger<ImportReception> logger)
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
        ImportClaim claim = dryRun ? new ImportClaim(manifest, IsCompleted: false) : await ClaimAsync(manifest);
        bool repeated = claim.Manifest.ExecutionId != executionId;
        if (repeated)
        {
            await DiscardAsync(executionId);
        }

        if (!claim.IsCompleted)
        {
            await StartAsync(claim.Manifest, durable, CancellationToken.None);
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

    /// <summary>Job and orchestration, each unless it is there: whatever a start before this one got done, and whoever starts beside it.</summary>
    private async Task StartAsync(ImportManifest import, DurableTaskClient durable, CancellationToken cancellation)
    {
        await jobs.InsertAsync(
            JobRecord.Begin(import.ExecutionId, import.DryRun ? JobKind.ImportDryRun : JobKind.Import, clock.GetUtcNow()) with
            {
                ItemsTotal = import.SoundRows + import.BrokenRows,
            },
            cancellation);
        switch (await durable.GetInstanceAsync(import.InstanceId, cancellation))
        {
            case { IsCompleted: false }:
            case { IsCompleted: true } when await IsCompletedAsync(import, cancellation):
                // It runs, or came to its end since the claim was read.
                return;
        }

        try
        {
            await durable.ScheduleNewOrchestrationInstanceAsync(
                nameof(ImportOrchestrator), import, new StartOrchestrationOptions(import.InstanceId), cancellation);
        }
        catch (DurableTask.Core.Exceptions.OrchestrationAlreadyExistsException)
        {
            // Somebody sent the same file at the same moment and was first.
        }
    }

    private async Task<bool> IsCompletedAsync(ImportManifest import, CancellationToken cancellation) =>
        !import.DryRun && await claims.FindAsync(import.Mode, import.ContentHash, cancellation) is { IsCompleted: true };

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
