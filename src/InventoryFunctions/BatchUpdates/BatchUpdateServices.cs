using InventoryFunctions.Jobs;
using InventoryFunctions.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace InventoryFunctions.BatchUpdates;

/// <summary>Registers the batch update.</summary>
public static class BatchUpdateServices
{
    /// <summary>Adds the batch update's settings, its schedule, and what starts it.</summary>
    public static IServiceCollection AddBatchUpdates(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<BatchUpdateOptions>().Bind(configuration.GetSection(BatchUpdateOptions.Section)).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<BatchUpdateOptions>, BatchUpdateOptionsValidator>());
        services.AddTable(BatchUpdateLedger.TableName);
        services.AddSingleton<BatchUpdateLedger>();
        services.AddSingleton<BatchUpdateRuns>();
        services.AddSingleton<BatchUpdateStarter>();
        services.AddSingleton<BatchUpdateScheduler>();
        services.AddSingleton<IJobWorkflow, BatchUpdateJobs>();
        return services;
    }
}
