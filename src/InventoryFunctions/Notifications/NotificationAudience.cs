namespace InventoryFunctions.Notifications;

/// <summary>Whom a notification is for.</summary>
public enum NotificationAudience
{
    /// <summary>The administrator: <c>Notifications__AlertEmail</c>.</summary>
    Administrator,

    /// <summary>Who is asked when the administrator does not decide: <c>PurchaseOrders__EscalationEmail</c>.</summary>
    Escalation,
}
