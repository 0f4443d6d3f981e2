using System.Globalization;
using InventoryFunctions.Api;
using InventoryFunctions.Domain.Jobs;
using InventoryFunctions.Jobs;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace InventoryFunctions.Importing;

/// <summary>Job record and orchestration of an import that is claimed.</summary>
public sealed class ImportStart(ImportClaims claims, JobStore jobs, TimeProvider clock)
{
    private const int TimeDigits = 12;

    /// <summary>How long the orchestration of an import that is recorded as failed is waited for. It has no step left, so that this is for a busy engine.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Job and orchestration, each unless it is there: whatever a start before this one got done, and whoever starts beside it.</summary>
    /// <exception cref="ApiException">409: the import has failed, and its orchestration has not come to its end in <see cref="Patience"/>.</exception>
    public async Task StartAsync(ImportManifest import, DurableTaskClient durable, CancellationToken cancellation)
    {
        bool isNew = await jobs.InsertAsync(Begin(import), cancellation);
        OrchestrationMetadata? before = await durable.GetInstanceAsync(import.InstanceId, cancellation);
        if (before is { IsCompleted: false })
        {
            if (await jobs.FindAsync(import.ExecutionId, cancellation) is not { Status: JobStatus.Failed })
            {
                return;
            }

            // Whoever read that it failed may send the file again at once, and would be answered with an orchestration that does nothing more.
            await DemandEndAsync(import, durable, cancellation);
        }

        if (before is not null && await IsCompletedAsync(import, cancellation))
        {
            // It came to its end since the claim was read.
            return;
        }

        if (!isNew)
        {
            // Before its first step does so: who is told that it starts must not read that it failed.
            await jobs.UpdateAsync(import.ExecutionId, job => job.Status == JobStatus.Failed ? BeginAgain(job, import) : job, cancellation);
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

    /// <summary>Sees to it that a completed import has a job record, also where its own has expired since: answers link to it.</summary>
    public async Task RecordCompletedAsync(ImportClaim claim, CancellationToken cancellation)
    {
        if (claim is { CompletedAt: { } completedAt, Counts: { } counts })
        {
            await jobs.InsertAsync(
                Begin(claim.Manifest).Complete(counts.Processed, counts.Refused, completedAt) with { Import = counts }, cancellation);
        }
    }

    /// <summary>The record of an import that runs, once more where it ran before.</summary>
    internal static JobRecord BeginAgain(JobRecord job, ImportManifest import) => job with
    {
        Status = JobStatus.Running,
        EndTime = null,
        ExecutionTime = null,
        ErrorMessage = null,
        ItemsFailed = import.BrokenRows,
        ItemsTotal = import.SoundRows + import.BrokenRows,
    };

    private async Task DemandEndAsync(ImportManifest import, DurableTaskClient durable, CancellationToken cancellation)
    {
        using CancellationTokenSource patience = new(Patience, clock);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellation);
        try
        {
            await durable.WaitForInstanceCompletionAsync(import.InstanceId, either.Token);
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested && !cancellation.IsCancellationRequested)
        {
            throw new ApiException(ApiProblem.Conflict($"Import {import.ExecutionId} of this file has failed and is about to end. Send the file again in a moment."));
        }
    }

    // The id is as old as the upload. Lists find a record by the day in its id, so its time must be of that day.
    private JobRecord Begin(ImportManifest import)
    {
        DateTimeOffset begun = DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(
            Guid.Parse(import.ExecutionId).ToString("N").AsSpan(0, TimeDigits), NumberStyles.HexNumber, CultureInfo.InvariantCulture));
        return JobRecord.Begin(import.ExecutionId, import.DryRun ? JobKind.ImportDryRun : JobKind.Import, begun) with
        {
            ItemsTotal = import.SoundRows + import.BrokenRows,
            Ttl = clock.GetUtcNow() + JobRecord.Retention,
        };
    }

    private async Task<bool> IsCompletedAsync(ImportManifest import, CancellationToken cancellation) =>
        !import.DryRun && await claims.FindAsync(import.Mode, import.ContentHash, cancellation) is { IsCompleted: true };
}
