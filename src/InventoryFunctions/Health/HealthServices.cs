using Microsoft.Extensions.DependencyInjection;

namespace InventoryFunctions.Health;

/// <summary>Registers the health check.</summary>
public static class HealthServices
{
    /// <summary>Adds <see cref="StorageProbe"/>.</summary>
    public static IServiceCollection AddHealth(this IServiceCollection services) => services.AddSingleton<StorageProbe>();
}
