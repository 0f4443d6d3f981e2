namespace InventoryFunctions.Domain.Events;

/// <summary>The words of <see cref="ApprovalRequestKind"/>.</summary>
public static class ApprovalRequestKinds
{
    /// <summary>The word for <paramref name="kind"/>.</summary>
    public static string ToText(ApprovalRequestKind kind) => kind switch
    {
        ApprovalRequestKind.Request => "request",
        ApprovalRequestKind.Reminder => "reminder",
        _ => "escalation",
    };
}
