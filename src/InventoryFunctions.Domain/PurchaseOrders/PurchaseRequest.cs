using InventoryFunctions.Domain.Events;
using InventoryFunctions.Domain.Inventory;
using InventoryFunctions.Domain.Validation;

namespace InventoryFunctions.Domain.PurchaseOrders;

/// <summary>Somebody asks for a product to be bought (parity B4, B5, B8).</summary>
/// <param name="RequestId">The id of the event that asks: the same request counts once, however often it comes.</param>
/// <param name="ProductId">The item.</param>
/// <param name="MinPurchaseQuantity">What a new purchase order asks for besides.</param>
/// <param name="Quantity">Pieces that an order lacks; 0 where only the stock got low.</param>
/// <param name="OrderId">The order that lacks them, or null.</param>
public sealed record PurchaseRequest(string RequestId, string ProductId, int MinPurchaseQuantity, int Quantity, string? OrderId)
{
    /// <summary>Who asks.</summary>
    public PurchaseOrigin Origin { get; init; } = OrderId is null ? PurchaseOrigin.StockLevel : PurchaseOrigin.Order;

    /// <summary>The threshold that the stock reached, or null where that is not why.</summary>
    public int? Threshold { get; init; }

    /// <summary>Every rule that <paramref name="asked"/> breaks (parity D12); empty where it is sound.</summary>
    public static IReadOnlyList<BrokenRule> Check(CreatePurchaseOrder asked)
    {
        List<BrokenRule> broken = [];
        if (Identifiers.Check("productId", asked.ProductId) is { } product)
        {
            broken.Add(product);
        }

        if (asked.OrderId is not null && Identifiers.Check("orderId", asked.OrderId) is { } order)
        {
            broken.Add(order);
        }

        CheckQuantity("minPOAmount", asked.MinPOAmount);
        CheckQuantity("quantityRequested", asked.QuantityRequested);
        CheckQuantity("threshold", asked.Threshold ?? 0);
        return broken;

        void CheckQuantity(string field, int quantity)
        {
            if (quantity is < 0 or > ItemRules.MaxQuantity)
            {
                broken.Add(new BrokenRule(field, ItemRules.QuantityRule));
            }
        }
    }

    /// <summary>The request that event <paramref name="eventId"/> makes; <paramref name="asked"/> breaks no rule.</summary>
    public static PurchaseRequest From(string eventId, CreatePurchaseOrder asked) =>
        new(eventId, asked.ProductId, asked.MinPOAmount, asked.QuantityRequested, asked.OrderId)
        {
            Threshold = asked.Threshold,
        };
}
