namespace InventoryFunctions.Domain.PurchaseOrders;

/// <summary>What a person decides about a purchase order.</summary>
/// <param name="Action">How.</param>
/// <param name="Version">The version that was shown to them: nobody decides about another quantity than the one they saw.</param>
/// <param name="DecidedBy">Who they are, as far as it is known.</param>
/// <param name="Comment">What they say to it, or null.</param>
public sealed record PurchaseOrderDecision(PurchaseOrderAction Action, int Version, string DecidedBy, string? Comment);
