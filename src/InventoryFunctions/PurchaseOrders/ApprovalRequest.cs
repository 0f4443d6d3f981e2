using InventoryFunctions.Domain.PurchaseOrders;

namespace InventoryFunctions.PurchaseOrders;

/// <summary>Asks for a decision: what <see cref="AskForApproval"/> takes.</summary>
/// <param name="PurchaseOrderId">The purchase order.</param>
/// <param name="Call">Which of the times.</param>
public sealed record ApprovalRequest(string PurchaseOrderId, ApprovalCall Call);
