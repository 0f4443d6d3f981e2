using Azure;
using Azure.Core;
using Azure.Messaging.EventGrid;
using InventoryFunctions.Poison;
using InventoryFunctions.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace InventoryFunctions.Events;

/// <summary>Registers the event bus and what reads events.</summary>
public static class EventServices
{
    /// <summary>
    /// Adds the bus (the topic's where <c>EventGrid__TopicEndpoint</c> is set), the queues that events arrive on, and what every queue function
    /// runs in.
    /// </summary>
    public static IServiceCollection AddEvents(this IServiceCollection services, IConfiguration configuration)
    {
        IConfigurationSection section = configuration.GetSection(EventGridOptions.Section);
        services.AddOptions<EventGridOptions>().Bind(section).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<EventGridOptions>, EventGridOptionsValidator>());
        services.TryAddSingleton<IEventBus>(provider =>
            provider.GetRequiredService<IOptions<EventGridOptions>>().Value is { HasTopic: true } topic
                ? new EventGridEventBus(Client(topic, () => IdentityCredential.Of(section)))
                : ActivatorUtilities.CreateInstance<QueueEventBus>(provider));
        services.AddSingleton<EventQueue>();
        services.AddPoison();
        services.AddHostedService<QueuesAtStart>();
        return services;
    }

    /// <summary>The topic's client: with its key where there is one, otherwise with <paramref name="credential"/>.</summary>
    internal static EventGridPublisherClient Client(
        EventGridOptions topic, Func<TokenCredential> credential, EventGridPublisherClientOptions? options = null)
    {
        Uri endpoint = new(topic.TopicEndpoint!);
        return string.IsNullOrEmpty(topic.TopicKey)
            ? new EventGridPublisherClient(endpoint, credential(), options)
            : new EventGridPublisherClient(endpoint, new AzureKeyCredential(topic.TopicKey), options);
    }
}
