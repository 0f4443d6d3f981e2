using System.Collections.Concurrent;
using Azure.Messaging;
using InventoryFunctions.Domain.Events;
using InventoryFunctions.Events;
using Microsoft.Extensions.DependencyInjection;

namespace InventoryFunctions.Bench.Reserve;

/// <summary>
/// Sits before the event bus and sees the events of a decision go out, which they do right after it was stored: who waits for an order need not ask
/// storage for it, and what is measured is the whole way, a little more than the decision.
/// </summary>
internal sealed class DecisionWatch
{
    private readonly ConcurrentDictionary<string, TaskCompletionSource<bool>> _waiting = new(StringComparer.Ordinal);

    /// <summary>Whether the order was reserved, once its decision goes out. To be called before the order is sent.</summary>
    public Task<bool> DecisionAsync(string orderId) =>
        _waiting.GetOrAdd(orderId, static _ => new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    /// <summary>Puts the watch before the bus that is registered.</summary>
    public void Attach(IServiceCollection services)
    {
        ServiceDescriptor bus = services.Last(service => service.ServiceType == typeof(IEventBus));
        services.AddSingleton<IEventBus>(provider => new WatchedBus(
            this,
            (IEventBus)(bus.ImplementationInstance ?? bus.ImplementationFactory?.Invoke(provider) ?? ActivatorUtilities.CreateInstance(provider, bus.ImplementationType!))));
    }

    private void See(CloudEvent happened)
    {
        if (happened.Type is EventTypes.StockReserved or EventTypes.StockUnavailable && happened.Subject is { } order && _waiting.TryRemove(order, out var waiting))
        {
            waiting.SetResult(happened.Type == EventTypes.StockReserved);
        }
    }

    private sealed class WatchedBus(DecisionWatch watch, IEventBus bus) : IEventBus
    {
        public Task PublishAsync(IReadOnlyList<CloudEvent> events, CancellationToken cancellationToken)
        {
            foreach (CloudEvent happened in events)
            {
                watch.See(happened);
            }

            return bus.PublishAsync(events, cancellationToken);
        }
    }
}
