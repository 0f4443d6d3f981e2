using System.Globalization;
using InventoryFunctions.Domain.Events;
using InventoryFunctions.Domain.PurchaseOrders;

namespace InventoryFunctions.Notifications;

/// <summary>What the request for a decision says (parity B5).</summary>
internal static class ApprovalText
{
    // One screen of a phone; the page behind the link has them all.
    private const int MaxReasons = 5;

    /// <summary>The subject line.</summary>
    public static string Subject(ApprovalRequested asked, PurchaseOrder order)
    {
        string subject = string.Create(CultureInfo.InvariantCulture, $"{order.Quantity} of {order.ProductId}");
        return asked.Kind switch
        {
            ApprovalRequestKind.Reminder => string.Create(CultureInfo.InvariantCulture, $"Reminder {asked.Number}: purchase order of {subject} waits for approval"),
            ApprovalRequestKind.Escalation => $"Escalation: nobody has decided the purchase order of {subject}",
            _ => $"Purchase order of {subject} to approve",
        };
    }

    /// <summary>What is to be bought, why, and until when somebody may decide.</summary>
    public static string Message(PurchaseOrder order) => string.Join('\n', [
        string.Create(CultureInfo.InvariantCulture, $"{order.Quantity} of {order.ProductId} are to be bought."),
        "",
        "Why:",
        .. order.Requests.Reverse().Take(MaxReasons).Select(Reason),
        .. More(order),
        .. Least(order),
        "",
        $"Decide before {Time(order.ExpiresAt)}.",
    ]);

    /// <summary>That there is nothing to decide any more.</summary>
    public static string Over(PurchaseOrder order) => order switch
    {
        { IsOpen: true } or { Status: PurchaseOrderStatus.Expired } => $"Nobody decided it before {Time(order.ExpiresAt)}.",
        { DecidedAt: { } at } => $"It was {(order.Status == PurchaseOrderStatus.Approved ? "approved" : "rejected")} by {order.DecidedBy} at {Time(at)}.",
        _ => "It is decided.",
    };

    private static string Reason(RecordedRequest request) => FormattableString.Invariant(request switch
    {
        { Origin: PurchaseOrigin.Order } => (FormattableString)$"- order {request.OrderId} lacks {request.Quantity}",
        { Origin: PurchaseOrigin.Person } => $"- somebody asked for {request.Quantity}",
        { Threshold: { } threshold } => $"- the stock reached its threshold of {threshold}",
        _ => $"- the stock reached its threshold",
    });

    private static IEnumerable<string> More(PurchaseOrder order) => (order.RequestCount - Math.Min(order.Requests.Count, MaxReasons)) switch
    {
        <= 0 => [],
        1 => ["- and 1 earlier request"],
        int earlier => [string.Create(CultureInfo.InvariantCulture, $"- and {earlier} earlier requests")],
    };

    private static IEnumerable<string> Least(PurchaseOrder order) => order.MinPurchaseQuantity > 0
        ? [string.Create(CultureInfo.InvariantCulture, $"- {order.MinPurchaseQuantity} because no less is worth buying")]
        : [];

    private static string Time(DateTimeOffset time) => time.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);
}
