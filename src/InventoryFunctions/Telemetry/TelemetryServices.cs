using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace InventoryFunctions.Telemetry;

/// <summary>Registers the metrics.</summary>
public static class TelemetryServices
{
    /// <summary>Adds the environment's name, <see cref="JobMetrics"/> and <see cref="OrderMetrics"/>.</summary>
    public static IServiceCollection AddTelemetry(this IServiceCollection services)
    {
        services.AddMetrics();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IConfigureOptions<EnvironmentOptions>, EnvironmentOptionsSetup>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<EnvironmentOptions>, EnvironmentOptionsSetup>());
        services.AddOptions<EnvironmentOptions>().ValidateOnStart();
        services.TryAddSingleton<JobMetrics>();
        services.TryAddSingleton<OrderMetrics>();
        return services;
    }
}
