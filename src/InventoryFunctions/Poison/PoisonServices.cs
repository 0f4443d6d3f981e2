using InventoryFunctions.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace InventoryFunctions.Poison;

/// <summary>Registers the account of messages that fail.</summary>
public static class PoisonServices
{
    /// <summary>Adds the account of poisoned messages, its metric and its alert.</summary>
    public static IServiceCollection AddPoison(this IServiceCollection services)
    {
        services.AddTable(PoisonStore.TableName);
        services.TryAddSingleton<PoisonMetrics>();
        services.AddSingleton<PoisonStore>();
        services.AddSingleton<PoisonAlerts>();
        services.AddSingleton<PoisonMessages>();
        services.AddSingleton<PoisonQueues>();
        return services;
    }
}
