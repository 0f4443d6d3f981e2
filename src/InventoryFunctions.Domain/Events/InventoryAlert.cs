namespace InventoryFunctions.Domain.Events;

/// <summary>The administrator should know (parity A7, A8, A12, B9).</summary>
/// <param name="Subject">The subject line.</param>
/// <param name="Message">What happened, in words.</param>
/// <param name="ExecutionId">The job it is about, if it is about one.</param>
/// <param name="OrderId">The order it is about, if it is about one.</param>
/// <param name="ProductId">The item it is about, if it is about one.</param>
public sealed record InventoryAlert(
    string Subject, string Message, string? ExecutionId = null, string? OrderId = null, string? ProductId = null) : IEventData
{
    static string IEventData.EventType => EventTypes.InventoryAlert;

    static string IEventData.EventSource => EventSources.Inventory;

    string? IEventData.EventSubject => OrderId ?? ProductId ?? ExecutionId;
}
