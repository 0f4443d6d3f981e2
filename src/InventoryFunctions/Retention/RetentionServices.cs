using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace InventoryFunctions.Retention;

/// <summary>Registers the removal of what is over.</summary>
public static class RetentionServices
{
    /// <summary>Adds what is removed, and for how long it is kept.</summary>
    public static IServiceCollection AddRetention(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<RetentionOptions>().Bind(configuration.GetSection(RetentionOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<RetentionOptions>, RetentionOptionsValidator>();
        services.AddSingleton<RetentionMetrics>();
        services.AddSingleton<IRetention, ExpiredJobs>();
        services.AddSingleton<IRetention, ExpiredJournal>();
        services.AddSingleton<IRetention, ExpiredOrders>();
        services.AddSingleton<IRetention, ExpiredNotifications>();
        services.AddSingleton<IRetention, ExpiredPurchaseOrders>();
        services.AddSingleton<IRetention, ExpiredTaskAnswers>();
        return services;
    }
}
