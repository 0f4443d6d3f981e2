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
        return services;
    }
}
