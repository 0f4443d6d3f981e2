namespace InventoryFunctions.Domain.Events;

/// <summary>Somebody is asked to decide a purchase order (parity B5). It carries no token: who sends the message makes the link.</summary>
/// <param name="PurchaseOrderId">The purchase order.</param>
/// <param name="ProductId">The item.</param>
/// <param name="Quantity">Pieces to buy.</param>
/// <param name="Version">The version with that quantity.</param>
/// <param name="Kind">Why now.</param>
/// <param name="Number">Which of its kind: 0 for the request, 1, 2, … for reminders, 1 for the escalation.</param>
/// <param name="ExpiresAt">Until when.</param>
public sealed record ApprovalRequested(
    string PurchaseOrderId, string ProductId, int Quantity, int Version, ApprovalRequestKind Kind, int Number, DateTimeOffset ExpiresAt) : IEventData
{
    static string IEventData.EventType => EventTypes.ApprovalRequested;

    static string IEventData.EventSource => EventSources.Inventory;

    string? IEventData.EventSubject => PurchaseOrderId;
}
