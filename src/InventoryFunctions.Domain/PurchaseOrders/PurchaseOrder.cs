using InventoryFunctions.Domain.Inventory;

namespace InventoryFunctions.Domain.PurchaseOrders;

/// <summary>What is to be bought of a product, and whether somebody agrees (parity B5). A product has one open purchase order at most (parity D5).</summary>
public sealed record PurchaseOrder
{
    /// <summary>The most requests that an order remembers one by one: the latest.</summary>
    public const int MaxRequests = 20;

    /// <summary>A UUID version 7.</summary>
    public required string PurchaseOrderId { get; init; }

    /// <summary>The item.</summary>
    public required string ProductId { get; init; }

    /// <summary>Pieces to buy: the least quantity worth buying, and what the requests ask for; never more than a stock can hold.</summary>
    public required int Quantity { get; init; }

    /// <summary>What of <see cref="Quantity"/> no request asks for: the largest least quantity worth buying that any of them named.</summary>
    public int MinPurchaseQuantity { get; init; }

    /// <summary>How far it is.</summary>
    public PurchaseOrderStatus Status { get; init; } = PurchaseOrderStatus.PendingApproval;

    /// <summary>Raised by one whenever the quantity changes, so that nobody approves another quantity than the one they saw.</summary>
    public int Version { get; init; } = 1;

    /// <summary>When the first request came in.</summary>
    public required DateTimeOffset RequestedAt { get; init; }

    /// <summary>When it was decided or expired, or null.</summary>
    public DateTimeOffset? DecidedAt { get; init; }

    /// <summary>Who decided, or null where nobody did.</summary>
    public string? DecidedBy { get; init; }

    /// <summary>What they said to it, or null.</summary>
    public string? Comment { get; init; }

    /// <summary>Before this time somebody may decide; from it on nobody may. Fixed when the order is opened.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>How many pieces were added to the stock, or null where none were to be, or not yet.</summary>
    public int? StockAdded { get; init; }

    /// <summary>When they were, or null.</summary>
    public DateTimeOffset? StockAddedAt { get; init; }

    /// <summary>Why not all of them could be added, or null.</summary>
    public string? StockNote { get; init; }

    /// <summary>When everything that follows from the decision was done, or null before.</summary>
    public DateTimeOffset? SettledAt { get; init; }

    /// <summary>How many requests it answers.</summary>
    public int RequestCount { get; init; }

    /// <summary>The latest of them, oldest first, at most <see cref="MaxRequests"/>.</summary>
    public IReadOnlyList<RecordedRequest> Requests { get; init; } = [];

    /// <summary>Whether it takes further requests.</summary>
    public bool IsOpen => Status == PurchaseOrderStatus.PendingApproval;

    /// <summary>
    /// The purchase order that the first request of a product opens: what is asked for and the least quantity worth buying (parity B5). Null where both
    /// are zero: nothing is to be bought.
    /// </summary>
    /// <param name="purchaseOrderId">Its id.</param>
    /// <param name="request">The request.</param>
    /// <param name="now">The time.</param>
    /// <param name="expireAfter">How long somebody may decide.</param>
    public static PurchaseOrder? Open(string purchaseOrderId, PurchaseRequest request, DateTimeOffset now, TimeSpan expireAfter) =>
        Capped((long)request.Quantity + request.MinPurchaseQuantity) is > 0 and var quantity
            ? new PurchaseOrder
            {
                PurchaseOrderId = purchaseOrderId,
                ProductId = request.ProductId,
                Quantity = quantity,
                MinPurchaseQuantity = request.MinPurchaseQuantity,
                RequestedAt = now,
                ExpiresAt = now + expireAfter,
            }.Record(request, now)
            : null;

    /// <summary>What one more request makes of <see cref="Quantity"/>: its own is added, and what it names as worth buying where that is more (parity D5).</summary>
    /// <returns>The pieces, more than <see cref="ItemRules.MaxQuantity"/> where they are more than an order may hold.</returns>
    public long QuantityWith(PurchaseRequest request) => (long)Quantity + request.Quantity + Math.Max(0, request.MinPurchaseQuantity - MinPurchaseQuantity);

    /// <summary>This order with one more request.</summary>
    internal PurchaseOrder Add(PurchaseRequest request, DateTimeOffset now)
    {
        int least = Math.Max(MinPurchaseQuantity, request.MinPurchaseQuantity);
        int quantity = Capped(QuantityWith(request));
        return (this with { Quantity = quantity, MinPurchaseQuantity = least, Version = quantity == Quantity ? Version : Version + 1 }).Record(request, now);
    }

    private static int Capped(long quantity) => (int)Math.Min(quantity, ItemRules.MaxQuantity);

    private PurchaseOrder Record(PurchaseRequest request, DateTimeOffset now) => this with
    {
        RequestCount = RequestCount + 1,
        Requests = [.. Requests.Append(new RecordedRequest(request.Quantity, request.Origin, request.OrderId, request.Threshold, now)).TakeLast(MaxRequests)],
    };
}
