using InventoryFunctions.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace InventoryFunctions.Notifications;

/// <summary>Registers alerts and notifications.</summary>
public static class NotificationServices
{
    /// <summary>Adds the publisher of alerts, unless a host has one already, and the record of notifications.</summary>
    public static IServiceCollection AddNotifications(this IServiceCollection services)
    {
        services.TryAddSingleton<IAlertPublisher, AlertPublisher>();
        services.AddTable(NotificationStore.TableName);
        services.AddSingleton<NotificationStore>();
        return services;
    }
}
