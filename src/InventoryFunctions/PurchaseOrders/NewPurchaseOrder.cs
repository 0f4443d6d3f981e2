using InventoryFunctions.Domain.Inventory;
using InventoryFunctions.Domain.PurchaseOrders;
using InventoryFunctions.Domain.Reservations;
using InventoryFunctions.Domain.Validation;

namespace InventoryFunctions.PurchaseOrders;

/// <summary>A purchase order that a person asks for: the body of <c>POST /purchase-orders</c>.</summary>
/// <param name="ProductId">The item.</param>
/// <param name="Quantity">Pieces, at least 1; a decimal, so that a fraction or a number too large breaks the rule for quantities and not that for numbers.</param>
/// <param name="RequestId">What a repetition is recognised by, or null where it needn't be.</param>
public sealed record NewPurchaseOrder(string? ProductId = null, decimal? Quantity = null, string? RequestId = null)
{
    /// <summary>Every rule it breaks (parity D12); empty where it is sound.</summary>
    public IReadOnlyList<BrokenRule> Check()
    {
        List<BrokenRule> broken = [];
        if (Identifiers.Check("productId", ProductId) is { } product)
        {
            broken.Add(product);
        }

        if (Quantity is not (>= 1 and <= ItemRules.MaxQuantity) || !decimal.IsInteger(Quantity.Value))
        {
            broken.Add(new BrokenRule("quantity", ReserveCommand.QuantityRule));
        }

        if (RequestId is not null && Identifiers.Check("requestId", RequestId) is { } request)
        {
            broken.Add(request);
        }

        return broken;
    }

    /// <summary>The request, where no rule is broken; a person says what to buy, so nothing is added to it. Its id can't be that of an event of this app.</summary>
    public PurchaseRequest ToRequest(string requestId) => new($"person/{requestId}", ProductId!, MinPurchaseQuantity: 0, (int)Quantity!.Value, OrderId: null)
    {
        Origin = PurchaseOrigin.Person,
    };
}
