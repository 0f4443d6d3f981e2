using InventoryFunctions.Domain.Importing;
using InventoryFunctions.Domain.Jobs;
using InventoryFunctions.Jobs;
using Microsoft.Azure.Functions.Worker;

namespace InventoryFunctions.Importing;

/// <summary>The steps of <see cref="ImportOrchestrator"/>. Each may run twice.</summary>
public sealed class ImportActivities(
    JobStore jobs, ImportErrorList errors, ImportStaging staging, ImportCursors cursors, ImportClaims claims, ShardImport shards, TimeProvider clock)
{
    /// <summary>Job RUNNING, also where it had failed before; lists the rows that are none.</summary>
    [Function(nameof(BeginImport))]
    public async Task BeginImport([ActivityTrigger] ImportManifest import, CancellationToken cancellation)
    {
        await jobs.UpdateAsync(
            import.ExecutionId,
            job => job with
            {
                Status = JobStatus.Running,
                EndTime = null,
                ExecutionTime = null,
                ErrorMessage = null,
                ItemsFailed = import.BrokenRows,
                ItemsTotal = import.SoundRows + import.BrokenRows,
            },
            cancellation);
        await foreach (IReadOnlyList<ImportError> some in staging.ReadErrorsAsync(import.ExecutionId, cancellation))
        {
            await errors.AddAsync(import.ExecutionId, some, cancellation);
        }

        if (import.BrokenRows > ImportStager.MaxListedErrors)
        {
            await errors.AddUnlistedAsync(import.ExecutionId, import.BrokenRows - ImportStager.MaxListedErrors, cancellation);
        }
    }

    /// <summary>Applies the rows of one shard that are not applied yet.</summary>
    [Function(nameof(ApplyImportShard))]
    public Task<ImportCounts> ApplyImportShard([ActivityTrigger] ImportShard shard, CancellationToken cancellation) =>
        shards.ApplyAsync(shard, cancellation);

    /// <summary>Writes the progress to the job record.</summary>
    [Function(nameof(ReportImport))]
    public Task ReportImport([ActivityTrigger] ImportProgress progress, CancellationToken cancellation) => jobs.UpdateAsync(
        progress.ExecutionId,
        job => job with { ItemsProcessed = progress.Counts.Processed, ItemsFailed = progress.Counts.Refused },
        cancellation);

    /// <summary>Job COMPLETED; the content is imported for good.</summary>
    [Function(nameof(CompleteImport))]
    public async Task CompleteImport([ActivityTrigger] ImportEnd end, CancellationToken cancellation)
    {
        DateTimeOffset now = clock.GetUtcNow();
        if (!end.Import.DryRun)
        {
            await claims.CompleteAsync(end.Import, now, cancellation);
        }

        await jobs.UpdateAsync(
            end.Import.ExecutionId,
            job => job.Status == JobStatus.Completed ? job : job.Complete(end.Counts.Processed, end.Counts.Refused, now) with { Import = end.Counts },
            cancellation);
    }

    /// <summary>Job FAILED.</summary>
    [Function(nameof(FailImport))]
    public Task FailImport([ActivityTrigger] ImportFailure failure, CancellationToken cancellation) => jobs.UpdateAsync(
        failure.ExecutionId,
        job => job.Status == JobStatus.Running ? job.Fail(failure.Message, clock.GetUtcNow()) : job,
        cancellation);

    /// <summary>Removes the staged rows, then the cursors: in this order, see <see cref="ImportCursors"/>.</summary>
    [Function(nameof(CleanUpImport))]
    public async Task CleanUpImport([ActivityTrigger] ImportManifest import, CancellationToken cancellation)
    {
        await staging.RemoveAsync(import.ExecutionId, cancellation);
        if (!import.DryRun)
        {
            await cursors.RemoveAsync(import.ExecutionId, import.Shards, cancellation);
        }

        await claims.EndUploadAsync(import.ExecutionId, cancellation);
    }
}
