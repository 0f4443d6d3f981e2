using System.Text.Json.Serialization;

namespace InventoryFunctions.Domain.Events;

/// <summary>Why somebody is asked to decide a purchase order. Written as <c>request</c>, <c>reminder</c>, <c>escalation</c>.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ApprovalRequestKind>))]
public enum ApprovalRequestKind
{
    /// <summary>For the first time.</summary>
    Request,

    /// <summary>Again, because nobody has decided.</summary>
    Reminder,

    /// <summary>Somebody else is asked, because nobody has decided.</summary>
    Escalation,
}
