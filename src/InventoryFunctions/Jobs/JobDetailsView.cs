using InventoryFunctions.Domain.Jobs;

namespace InventoryFunctions.Jobs;

/// <summary>One job as the API shows it: the record with the first of its errors.</summary>
/// <param name="job">The record.</param>
/// <param name="errors">The first errors.</param>
/// <param name="errorsUrl">Where all of them are.</param>
public sealed class JobDetailsView(JobRecord job, IReadOnlyList<JobError> errors, Uri errorsUrl) : JobView(job)
{
    /// <summary>The first errors by key.</summary>
    public IReadOnlyList<JobError> Errors { get; } = errors;

    /// <summary>Where all errors are, page by page.</summary>
    public Uri ErrorsUrl { get; } = errorsUrl;
}
