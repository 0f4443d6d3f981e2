using InventoryFunctions.Domain.PurchaseOrders;

namespace InventoryFunctions.PurchaseOrders.Approval;

/// <summary>The part of the page that says who asks for how much, and why.</summary>
internal static class PurchaseReasons
{
    /// <summary>The part, latest request first.</summary>
    public static Html Of(PurchaseOrder order)
    {
        int earlier = order.RequestCount - order.Requests.Count;
        return Html.Of($"""
            <h2>Why, and who asks</h2>
            <ul>
            {order.Requests.Reverse().Select(Request)}
            {(earlier > 0 ? Html.Of($"<li>and {earlier} earlier {(earlier == 1 ? "request" : "requests")}</li>") : Html.Empty)}
            {(order.MinPurchaseQuantity > 0 ? Html.Of($"<li>On top, {order.MinPurchaseQuantity} {DecisionPage.Pieces(order.MinPurchaseQuantity)}: the least worth buying of this product</li>") : Html.Empty)}
            </ul>
            """);
    }

    private static Html Request(RecordedRequest request) => request switch
    {
        { Origin: PurchaseOrigin.Order, OrderId: { } orderId } => Html.Of(
            $"<li>Order <bdi>{orderId}</bdi> asks for {request.Quantity} {DecisionPage.Pieces(request.Quantity)} <span class=\"soft\">({request.RequestedAt})</span></li>"),
        { Origin: PurchaseOrigin.Person } => Html.Of(
            $"<li>A person asks for {request.Quantity} {DecisionPage.Pieces(request.Quantity)} <span class=\"soft\">({request.RequestedAt})</span></li>"),
        { Threshold: { } threshold } => Html.Of(
            $"<li>The stock level reached the threshold of {threshold} <span class=\"soft\">({request.RequestedAt})</span></li>"),
        _ => Html.Of($"<li>The stock level reached the threshold <span class=\"soft\">({request.RequestedAt})</span></li>"),
    };
}
