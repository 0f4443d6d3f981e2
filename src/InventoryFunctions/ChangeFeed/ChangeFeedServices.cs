using Azure.Data.Tables;
using InventoryFunctions.Poison;
using InventoryFunctions.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace InventoryFunctions.ChangeFeed;

/// <summary>Registers the change feed.</summary>
public static class ChangeFeedServices
{
    /// <summary>Adds what hears of commits, what processes them, and what looks after both.</summary>
    public static IServiceCollection AddChangeFeed(this IServiceCollection services)
    {
        services.AddTable(ChangeFailures.TableName);
        services.AddSingleton<ChangeNudge>();
        services.AddSingleton<IChangeNudge>(provider => provider.GetRequiredService<ChangeNudge>());
        services.AddSingleton<ChangeFailures>();
        services.AddSingleton<SetAsideChanges>();
        services.AddSingleton<IPoisonPlace>(provider => provider.GetRequiredService<SetAsideChanges>());
        services.AddSingleton<ShardChanges>();
        services.TryAddSingleton<ChangeFeedMetrics>();
        services.AddSingleton(provider => new ChangeProcessing(
            provider.GetRequiredService<InventoryStore>(), provider.GetRequiredService<ShardChanges>(), provider.GetRequiredService<ChangeNudge>()));
        services.AddSingleton(provider => new ChangeFeedSweep(
            provider.GetRequiredService<TableServiceClient>(),
            provider.GetRequiredService<InventoryStore>(),
            provider.GetRequiredService<IChangeNudge>(),
            provider.GetRequiredService<ChangeFailures>(),
            provider.GetRequiredService<ChangeFeedMetrics>(),
            provider.GetRequiredService<TimeProvider>()));
        return services;
    }
}
