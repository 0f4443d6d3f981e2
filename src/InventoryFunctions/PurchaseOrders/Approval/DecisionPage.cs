using InventoryFunctions.Domain.Inventory;
using InventoryFunctions.Domain.PurchaseOrders;

namespace InventoryFunctions.PurchaseOrders.Approval;

/// <summary>The page that asks: what is to be bought, why, and a form to approve or reject it.</summary>
internal static class DecisionPage
{
    /// <summary>The page.</summary>
    /// <param name="order">An open purchase order.</param>
    /// <param name="item">The product as it is now, or null where it is gone or unreadable.</param>
    /// <param name="token">The token that opened the page.</param>
    /// <param name="notice">What the reader must know first, or null.</param>
    /// <param name="comment">A comment that was written before, or null.</param>
    public static Html Of(PurchaseOrder order, InventoryItem? item, string token, string? notice = null, string? comment = null) => PageLayout.Of(
        $"Buy {NameOf(order, item)}?",
        Html.Of($"""
            {Notice(notice)}
            <p class="number">{order.Quantity} <span>{Pieces(order.Quantity)}</span></p>
            <p class="soft">Approved pieces are added to the stock at once. Opening this page decides nothing; only the buttons do.</p>
            <dl>
            <div><dt>Product</dt><dd><bdi>{order.ProductId}</bdi></dd></div>
            {Stock(item)}
            <div><dt>First asked for</dt><dd>{order.RequestedAt}</dd></div>
            <div><dt>Decide before</dt><dd>{order.ExpiresAt}</dd></div>
            </dl>
            {PurchaseReasons.Of(order)}
            <form method="post" action="decision" autocomplete="off">
            <input type="hidden" name="token" value="{token}">
            <input type="hidden" name="version" value="{FormattableString.Invariant($"{order.Version}")}">
            <label for="comment">Comment <span class="soft">(optional, kept with the purchase order)</span></label>
            <textarea id="comment" name="comment" dir="auto" maxlength="{FormattableString.Invariant($"{PurchaseOrderDecision.MaxComment}")}">
            {comment}</textarea>
            <div class="buttons">
            <button name="action" value="approve">Approve {order.Quantity} {Pieces(order.Quantity)}</button>
            <button name="action" value="reject" class="stop">Reject</button>
            </div>
            </form>
            """),
        $"Purchase order {order.PurchaseOrderId}");

    /// <summary>What people call the product.</summary>
    public static string NameOf(PurchaseOrder order, InventoryItem? item) => item is { Name.Length: > 0 } ? item.Name : order.ProductId;

    /// <summary>The word after a quantity.</summary>
    public static string Pieces(int quantity) => quantity == 1 ? "piece" : "pieces";

    private static Html Notice(string? notice) => notice is null ? Html.Empty : Html.Of($"""<p class="notice" role="alert">{notice}</p>""");

    private static Html Stock(InventoryItem? item) => item is null
        ? Html.Of($"<div><dt>In stock now</dt><dd>not known: the product is not in the inventory, or could not be read</dd></div>")
        : Html.Of($"""
            <div><dt>In stock now</dt><dd>{item.Stock} {Pieces(item.Stock)} ({StockStatusNames.ToText(item.Status)})</dd></div>
            <div><dt>Threshold</dt><dd>{item.Threshold} {Pieces(item.Threshold)}</dd></div>
            """);
}
