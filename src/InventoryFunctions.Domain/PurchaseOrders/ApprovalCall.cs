using InventoryFunctions.Domain.Events;

namespace InventoryFunctions.Domain.PurchaseOrders;

/// <summary>One of the times that somebody is asked to decide.</summary>
/// <param name="Kind">Why.</param>
/// <param name="Number">Which of its kind.</param>
/// <param name="At">When it is due.</param>
public sealed record ApprovalCall(ApprovalRequestKind Kind, int Number, DateTimeOffset At);
