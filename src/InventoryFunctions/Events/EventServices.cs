using InventoryFunctions.Poison;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace InventoryFunctions.Events;

/// <summary>Registers the event bus and what reads events.</summary>
public static class EventServices
{
    /// <summary>Adds the bus, the queues that events arrive on, and what every queue function runs in.</summary>
    public static IServiceCollection AddEvents(this IServiceCollection services)
    {
        services.TryAddSingleton<IEventBus, QueueEventBus>();
        services.AddSingleton<EventQueue>();
        services.AddPoison();
        services.AddHostedService<QueuesAtStart>();
        return services;
    }
}
