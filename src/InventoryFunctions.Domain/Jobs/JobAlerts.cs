namespace InventoryFunctions.Domain.Jobs;

/// <summary>When the administrator hears of a job (parity A7, A8, D10).</summary>
public static class JobAlerts
{
    /// <summary>Failures above this share of the items are alerted (parity A7).</summary>
    public const double FailureRateThreshold = 0.10;

    /// <summary>
    /// The alert that <paramref name="job"/>, as it ended, asks for, or null: one for a failed job, one where more than
    /// <see cref="FailureRateThreshold"/> of the items failed. That includes a job in which every item failed (parity D10).
    /// </summary>
    public static JobAlert? Decide(JobRecord job, string environment)
    {
        if (job.Status == JobStatus.Failed)
        {
            return new JobAlert($"[{environment}] Job Execution Failed", $"Execution {job.ExecutionId} failed: {job.ErrorMessage}");
        }

        long seen = job.ItemsProcessed + job.ItemsFailed;
        return job.Status == JobStatus.Completed && job.ItemsFailed > FailureRateThreshold * seen
            ? new JobAlert(
                $"[{environment}] High Failure Rate Detected",
                $"Execution {job.ExecutionId}: {job.ItemsFailed} of {seen} items failed ({100.0 * job.ItemsFailed / seen:F1} %).")
            : null;
    }
}
