using InventoryFunctions.Jobs;
using InventoryFunctions.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace InventoryFunctions.Recovery;

/// <summary>Registers recovery: the history of items, the restore to an earlier moment, the reconciliation with the journal.</summary>
public static class RecoveryServices
{
    /// <summary>Adds what reads the journal.</summary>
    public static IServiceCollection AddRecovery(this IServiceCollection services)
    {
        services.AddSingleton<RecordedChanges>();
        services.AddSingleton<ItemHistory>();
        services.AddTable(RestoreReport.TableName);
        services.AddSingleton<RestoreReport>();
        services.AddSingleton<IJobAttachment>(provider => provider.GetRequiredService<RestoreReport>());
        services.AddSingleton<RestoreCursors>();
        services.AddSingleton<RestoreClaims>();
        services.AddSingleton<ShardRestore>();
        services.AddSingleton<RestoreStarter>();
        services.AddSingleton<IJobWorkflow, RestoreJobs>();
        services.AddTable(ReconcileReport.TableName);
        services.AddSingleton<ReconcileReport>();
        services.AddSingleton<IJobAttachment>(provider => provider.GetRequiredService<ReconcileReport>());
        services.AddSingleton<ShardReconciliation>();
        services.AddSingleton<ReconcileStarter>();
        services.AddSingleton<IJobWorkflow, ReconcileJobs>();
        services.AddSingleton<JournalBeginning>();
        services.AddHostedService(provider => provider.GetRequiredService<JournalBeginning>());
        return services;
    }
}
