using InventoryFunctions.Domain.Jobs;

namespace InventoryFunctions.Notifications;

/// <summary>Tells the administrator (parity A7, A8, A12).</summary>
public interface IAlertPublisher
{
    /// <summary>Publishes <paramref name="alert"/>; may throw, which never fails the job that asked for it (parity A9).</summary>
    /// <param name="alert">What to say.</param>
    /// <param name="executionId">The job it is about; a repeated alert of one job has the same subject and id.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task PublishAsync(JobAlert alert, string executionId, CancellationToken cancellationToken);
}
