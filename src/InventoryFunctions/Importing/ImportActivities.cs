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
    /// <returns>Null; or, where the job was COMPLETED before, what had become of its rows: then there is nothing to do.</returns>
    [Function(nameof(BeginImport))]
    public async Task<ImportCounts?> BeginImport([ActivityTrigger] ImportManifest import, CancellationToken cancellation)
    {
        JobRecord? begun = await jobs.UpdateAsync(
            import.ExecutionId,
            job => job.Status == JobStatus.Completed ? job : ImportStart.BeginAgain(job, import),
            cancellation);
        if (begun is { Status: JobStatus.Completed })
        {
            return begun.Import ?? ImportCounts.None;
        }

        await foreach (IReadOnlyList<ImportError> some in staging.ReadErrorsAsync(import.ExecutionId, cancellation))
        {
            await errors.AddAsync(import.ExecutionId, some, cancellation);
        }

        if (import.BrokenRows > ImportStager.MaxListedErrors)
        {
            await errors.AddUnlistedAsync(import.ExecutionId, import.BrokenRows - ImportStager.MaxListedErrors, cancellation);
        }

        return null;
    }

    /// <summary>Applies the rows of one shard that are not applied yet.</summary>
    [Function(nameof(ApplyImportShard))]
    public Task<ImportCounts> ApplyImportShard([ActivityTrigger] ImportShard shard, CancellationToken cancellation) =>
        shards.ApplyAsync(shard, cancellation);

    /// <summary>Writes the progress to the job record, where the job still runs and is not further.</summary>
    [Function(nameof(ReportImport))]
    public Task ReportImport([ActivityTrigger] ImportProgress progress, CancellationToken cancellation) => jobs.UpdateAsync(
        progress.ExecutionId,
        job => job.Progress(progress.Counts.Processed, progress.Counts.Refused),
        cancellation);

    /// <summary>Job COMPLETED; the content is imported for good.</summary>
    [Function(nameof(CompleteImport))]
    public async Task CompleteImport([ActivityTrigger] ImportEnd end, CancellationToken cancellation)
    {
        DateTimeOffset now = clock.GetUtcNow();
        if (!end.Import.DryRun)
        {
            await claims.CompleteAsync(end.Import, end.Counts, now, cancellation);
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
