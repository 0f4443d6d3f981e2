using InventoryFunctions.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace InventoryFunctions.Jobs;

/// <summary>Registers the job records.</summary>
public static class JobsServices
{
    /// <summary>Adds the stores of job records and their errors, the removal of expired ones, and what looks after those that nothing runs.</summary>
    public static IServiceCollection AddJobs(this IServiceCollection services)
    {
        services.AddTable(JobStore.TableName);
        services.AddTable(JobErrorStore.TableName);
        services.AddSingleton<JobStore>();
        services.AddSingleton<JobErrorStore>();
        services.AddSingleton<JobRetention>();
        services.AddSingleton<StrandedJobs>();
        return services;
    }
}
