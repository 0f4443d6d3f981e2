using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace InventoryFunctions.Notifications;

/// <summary>Registers alerts.</summary>
public static class NotificationServices
{
    /// <summary>Adds the publisher of alerts, unless a host has one already.</summary>
    public static IServiceCollection AddNotifications(this IServiceCollection services)
    {
        services.TryAddSingleton<IAlertPublisher, AlertPublisher>();
        return services;
    }
}
