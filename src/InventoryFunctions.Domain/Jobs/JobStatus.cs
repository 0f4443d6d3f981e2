namespace InventoryFunctions.Domain.Jobs;

/// <summary>Where a job stands (parity A3, A8). Written in capitals, as the original does.</summary>
public enum JobStatus
{
    /// <summary>The job runs; written <c>RUNNING</c>.</summary>
    Running,

    /// <summary>The job came to its end, whatever single items did; written <c>COMPLETED</c>.</summary>
    Completed,

    /// <summary>The job itself failed; written <c>FAILED</c>.</summary>
    Failed,
}
