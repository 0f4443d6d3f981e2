using InventoryFunctions.Domain.Jobs;
using Microsoft.DurableTask.Client;

namespace InventoryFunctions.Jobs;

/// <summary>What runs the jobs of some kinds, for <see cref="StrandedJobs"/> to see whether anything still does.</summary>
public interface IJobWorkflow
{
    /// <summary>Whether jobs of this kind are run by it.</summary>
    bool Runs(JobKind kind);

    /// <summary>The orchestration of a job.</summary>
    string InstanceIdOf(string executionId);

    /// <summary>
    /// Brings a job that nothing runs under way again, or to the end that its kind has for that. Done twice, or twice at once, it changes nothing more.
    /// </summary>
    /// <param name="executionId">The job.</param>
    /// <param name="instance">Its orchestration, which has ended, or null where it was never started.</param>
    /// <param name="durable">Starts orchestrations.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>False: there is nothing to be done but to fail it. That is so unless the kind can do better: whoever asked was never answered.</returns>
    Task<bool> TryRecoverAsync(string executionId, OrchestrationMetadata? instance, DurableTaskClient durable, CancellationToken cancellationToken) =>
        Task.FromResult(false);
}
