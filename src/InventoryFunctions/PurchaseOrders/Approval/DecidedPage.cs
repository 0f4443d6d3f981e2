using InventoryFunctions.Domain.Inventory;
using InventoryFunctions.Domain.PurchaseOrders;

namespace InventoryFunctions.PurchaseOrders.Approval;

/// <summary>The page about a purchase order that is decided: how, by whom, when.</summary>
internal static class DecidedPage
{
    /// <summary>The page.</summary>
    /// <param name="order">The purchase order.</param>
    /// <param name="item">The product as it is now, or null where it is gone or unreadable.</param>
    /// <param name="notice">What the reader must know first, or null.</param>
    public static Html Of(PurchaseOrder order, InventoryItem? item, string? notice = null)
    {
        string how = order.Status == PurchaseOrderStatus.Approved ? "approved" : "rejected";
        return PageLayout.Of(
            $"{DecisionPage.NameOf(order, item)}: {how}",
            Html.Of($"""
                {(notice is null ? Html.Empty : Html.Of($"""<p class="notice" role="status">{notice}</p>"""))}
                <p>The purchase order of {order.Quantity} {DecisionPage.Pieces(order.Quantity)} was {how} by {order.DecidedBy ?? "nobody we know"}
                on {order.DecidedAt.GetValueOrDefault()}. It can't be decided again.</p>
                {(order.Status == PurchaseOrderStatus.Approved ? Stock(order) : Html.Empty)}
                {(order.Comment is null ? Html.Empty : Html.Of($"<h2>Comment</h2>\n<blockquote dir=\"auto\">{order.Comment}</blockquote>"))}
                """),
            $"Purchase order {order.PurchaseOrderId}");
    }

    private static Html Stock(PurchaseOrder order) => order switch
    {
        { StockNote: { } note } => Html.Of($"<p>{note}</p>"),
        { StockAdded: { } added, StockAddedAt: { } at } => Html.Of($"<p>{added} {DecisionPage.Pieces(added)} were added to the stock on {at}.</p>"),
        _ => Html.Of($"<p>The pieces are being added to the stock.</p>"),
    };
}
