using InventoryFunctions.Jobs;
using InventoryFunctions.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace InventoryFunctions.Recovery;

/// <summary>Registers recovery: the history of items and the restore to an earlier moment.</summary>
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
        services.AddSingleton<JournalBeginning>();
        services.AddHostedService(provider => provider.GetRequiredService<JournalBeginning>());
        return services;
    }
}
