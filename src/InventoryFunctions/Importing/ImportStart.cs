using System.Globalization;
using InventoryFunctions.Domain.Jobs;
using InventoryFunctions.Jobs;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace InventoryFunctions.Importing;

/// <summary>Job record and orchestration of an import that is claimed.</summary>
public sealed class ImportStart(ImportClaims claims, JobStore jobs, TimeProvider clock)
{
    private const int TimeDigits = 12;

    /// <summary>Job and orchestration, each unless it is there: whatever a start before this one got done, and whoever starts beside it.</summary>
    public async Task StartAsync(ImportManifest import, DurableTaskClient durable, CancellationToken cancellation)
    {
        await jobs.InsertAsync(Begin(import), cancellation);
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

    /// <summary>Sees to it that a completed import has a job record, also where its own has expired since: answers link to it.</summary>
    public async Task RecordCompletedAsync(ImportClaim claim, CancellationToken cancellation)
    {
        if (claim is { CompletedAt: { } completedAt, Counts: { } counts })
        {
            await jobs.InsertAsync(
                Begin(claim.Manifest).Complete(counts.Processed, counts.Refused, completedAt) with { Import = counts }, cancellation);
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
