using System.Collections.Frozen;
using InventoryFunctions.Domain.Events;

namespace InventoryFunctions.Events;

/// <summary>
/// Which queue an event goes to: the one place that says so. In Azure the topic's subscriptions do this, one for each entry here; the local
/// bus does it itself.
/// </summary>
public static class EventRoutes
{
    private static readonly FrozenDictionary<string, string> Queues = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        [EventTypes.NewOrderReceived] = QueueNames.Orders,
        [EventTypes.CreatePurchaseOrder] = QueueNames.PurchaseOrders,
        [EventTypes.InventoryAlert] = QueueNames.Notifications,
        [EventTypes.ApprovalRequested] = QueueNames.Notifications,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Event type → queue.</summary>
    public static IReadOnlyDictionary<string, string> All => Queues;

    /// <summary>The queue for events of type <paramref name="eventType"/>; null where no part of this app listens to them.</summary>
    public static string? QueueOf(string eventType) => Queues.GetValueOrDefault(eventType);
}
