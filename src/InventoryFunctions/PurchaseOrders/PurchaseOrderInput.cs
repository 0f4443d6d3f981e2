using InventoryFunctions.Domain.PurchaseOrders;

namespace InventoryFunctions.PurchaseOrders;

/// <summary>What <see cref="CreatePurchaseOrderOrchestrator"/> takes. Settings that change later change nothing about it.</summary>
/// <param name="PurchaseOrderId">The purchase order.</param>
/// <param name="Schedule">When somebody is asked.</param>
/// <param name="AskedUntil">Everything that was due until then was done, by generations of the orchestration before this one; null in the first.</param>
public sealed record PurchaseOrderInput(string PurchaseOrderId, ApprovalSchedule Schedule, DateTimeOffset? AskedUntil = null);
