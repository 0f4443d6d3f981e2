using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace InventoryFunctions.Telemetry;

/// <summary>Registers the metrics.</summary>
public static class TelemetryServices
{
    /// <summary>Adds the environment's name and <see cref="JobMetrics"/>.</summary>
    public static IServiceCollection AddTelemetry(this IServiceCollection services)
    {
        services.AddMetrics();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IConfigureOptions<EnvironmentOptions>, EnvironmentOptionsSetup>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<EnvironmentOptions>, EnvironmentOptionsSetup>());
        services.AddOptions<EnvironmentOptions>().ValidateOnStart();
        services.TryAddSingleton<JobMetrics>();
        return services;
    }
}
