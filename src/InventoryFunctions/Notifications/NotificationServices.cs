using InventoryFunctions.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace InventoryFunctions.Notifications;

/// <summary>Registers alerts and notifications.</summary>
public static class NotificationServices
{
    /// <summary>
    /// Adds the publisher of alerts and the mail service, unless a host has them already, the record of notifications, and the senders that the settings
    /// ask for.
    /// </summary>
    public static IServiceCollection AddNotifications(this IServiceCollection services, IConfiguration configuration)
    {
        IConfigurationSection section = configuration.GetSection(NotificationOptions.Section);
        services.AddOptions<NotificationOptions>().Bind(section).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<NotificationOptions>, NotificationOptionsValidator>());
        services.TryAddSingleton<IAlertPublisher, AlertPublisher>();
        services.TryAddSingleton<IEmailSender>(provider =>
        {
            NotificationOptions options = provider.GetRequiredService<IOptions<NotificationOptions>>().Value;
            return new CommunicationServicesEmailSender(
                new Uri(options.EmailEndpoint!), options.EmailFrom!, IdentityCredential.Of(section), provider.GetRequiredService<TimeProvider>(), new EmailClientOptions());
        });
        services.AddTable(NotificationStore.TableName);
        services.AddSingleton<NotificationStore>();
        services.TryAddSingleton<NotificationMetrics>();
        services.AddSingleton<NotificationReader>();
        services.AddSingleton<NotificationIntake>();
        services.AddSingleton(Senders);
        return services;
    }

    private static NotificationSenders Senders(IServiceProvider provider)
    {
        NotificationOptions options = provider.GetRequiredService<IOptions<NotificationOptions>>().Value;
        List<INotificationSender> senders = [];
        if (options.HasEmail)
        {
            senders.Add(ActivatorUtilities.CreateInstance<EmailNotifications>(provider));
        }

        if (options.HasWebhook)
        {
            senders.Add(ActivatorUtilities.CreateInstance<WebhookNotifications>(provider));
        }

        return new NotificationSenders(senders);
    }
}
