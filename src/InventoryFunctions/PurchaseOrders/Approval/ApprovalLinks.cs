using InventoryFunctions.Callbacks;
using InventoryFunctions.Domain.PurchaseOrders;

namespace InventoryFunctions.PurchaseOrders.Approval;

/// <summary>The links that let a person decide a purchase order (parity D6), and their reading.</summary>
public sealed class ApprovalLinks(CallbackLinks links, TaskTokens tokens)
{
    /// <summary>Whom a link is for: the administrator, who is asked first.</summary>
    public const string Administrator = "administrator";

    /// <summary>Whom a link is for: who is asked where the administrator does not answer.</summary>
    public const string Escalation = "escalation";

    /// <summary>What the tokens are for.</summary>
    internal const string Purpose = "decision";

    /// <summary>The page on which the bearer of this link decides the order: until it expires, and as <paramref name="audience"/>.</summary>
    /// <param name="order">The purchase order.</param>
    /// <param name="audience">Who gets the link, e.g. <see cref="Administrator"/>; it is told as who decided.</param>
    public Uri Of(PurchaseOrder order, string audience)
    {
        string token = tokens.Sign(new TaskToken
        {
            Instance = PurchaseOrderWorkflows.InstanceIdOf(order.PurchaseOrderId),
            Event = PurchaseOrderWorkflows.PurchaseOrderDecided,
            Purpose = Purpose,
            ExpiresAt = order.ExpiresAt,
            Audience = audience,
        });
        return links.To($"purchase-orders/{order.PurchaseOrderId}/decision?token={token}");
    }

    /// <summary>What <paramref name="token"/> allows; one for another purchase order is as good as forged.</summary>
    internal TaskTokenReading Read(string purchaseOrderId, string? token)
    {
        TaskTokenReading reading = tokens.Read(token, Purpose);
        TaskToken? signed = reading switch
        {
            TaskTokenReading.Valid valid => valid.Token,
            TaskTokenReading.Expired expired => expired.Token,
            _ => null,
        };
        return signed is { Event: PurchaseOrderWorkflows.PurchaseOrderDecided } && signed.Instance == PurchaseOrderWorkflows.InstanceIdOf(purchaseOrderId)
            ? reading
            : new TaskTokenReading.Forged();
    }
}
