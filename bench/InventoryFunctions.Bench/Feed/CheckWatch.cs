using System.Collections.Concurrent;
using Azure.Messaging;
using InventoryFunctions.Domain.Events;
using InventoryFunctions.Events;
using Microsoft.Extensions.DependencyInjection;

namespace InventoryFunctions.Bench.Feed;

/// <summary>Stands before the event bus and notes when a check asks for a purchase order; it lets nothing through, so that only the feed is measured.</summary>
internal sealed class CheckWatch : IEventBus
{
    private readonly ConcurrentDictionary<string, TaskCompletionSource<long>> _requests = new(StringComparer.Ordinal);

    /// <summary>The timestamp at which the check of an item asked for more.</summary>
    public Task<long> RequestedAsync(string itemId) => Of(itemId).Task;

    public void Attach(IServiceCollection services) => services.AddSingleton<IEventBus>(this);

    public Task PublishAsync(IReadOnlyList<CloudEvent> events, CancellationToken cancellationToken)
    {
        foreach (CloudEvent request in events.Where(published => published.Type == EventTypes.CreatePurchaseOrder))
        {
            Of(request.Subject!).TrySetResult(TimeProvider.System.GetTimestamp());
        }

        return Task.CompletedTask;
    }

    private TaskCompletionSource<long> Of(string itemId) =>
        _requests.GetOrAdd(itemId, static _ => new(TaskCreationOptions.RunContinuationsAsynchronously));
}
