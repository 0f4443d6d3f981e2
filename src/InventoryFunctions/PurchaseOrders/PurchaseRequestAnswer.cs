namespace InventoryFunctions.PurchaseOrders;

/// <summary>What became of a request.</summary>
/// <param name="PurchaseOrderId">The purchase order that answers it, or null where there was nothing to buy, or it was refused.</param>
/// <param name="Opens">Whether it was this request that opened it; the same when the request is made again.</param>
public sealed record PurchaseRequestAnswer(string? PurchaseOrderId, bool Opens)
{
    /// <summary>
    /// Whether the order would have come to more than an order may hold. A person's request is refused then; of an event's, what fits was added, which only the
    /// answer that let it count says.
    /// </summary>
    public bool Exceeds { get; init; }
}
