using InventoryFunctions.Schedules;

namespace InventoryFunctions.PurchaseOrders;

/// <summary>Settings <c>PurchaseOrders__*</c>: how long a purchase order waits for its decision. Durations have the form <c>[d.]hh:mm:ss</c>.</summary>
public sealed class PurchaseOrderOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "PurchaseOrders";

    /// <summary>The setting of <see cref="RemindAfter"/>.</summary>
    public const string RemindAfterSetting = Section + "__" + nameof(RemindAfter);

    /// <summary>The setting of <see cref="EscalateAfter"/>.</summary>
    public const string EscalateAfterSetting = Section + "__" + nameof(EscalateAfter);

    /// <summary>The setting of <see cref="ExpireAfter"/>.</summary>
    public const string ExpireAfterSetting = Section + "__" + nameof(ExpireAfter);

    /// <summary>The setting of <see cref="EscalationEmail"/>.</summary>
    public const string EscalationEmailSetting = Section + "__" + nameof(EscalationEmail);

    /// <summary>The shortest of these times.</summary>
    public static readonly TimeSpan Min = TimeSpan.FromMinutes(1);

    /// <summary>The longest of these times: as long as the original's task tokens live (parity B5).</summary>
    public static readonly TimeSpan Max = TimeSpan.FromDays(365);

    /// <summary>After how long somebody is reminded, again and again. The default value is <c>1.00:00:00</c>, a day.</summary>
    public string RemindAfter { get; set; } = "1.00:00:00";

    /// <summary>After how long <see cref="EscalationEmail"/> is asked, once. The default value is <c>3.00:00:00</c>, three days.</summary>
    public string EscalateAfter { get; set; } = "3.00:00:00";

    /// <summary>How long somebody may decide; a change of it holds for orders that are opened from then on. The default value is <c>30.00:00:00</c>, 30 days.</summary>
    public string ExpireAfter { get; set; } = "30.00:00:00";

    /// <summary>Whom an escalation is sent to. The default value is null: nothing is escalated.</summary>
    public string? EscalationEmail { get; set; }

    /// <summary><see cref="RemindAfter"/> as a time span.</summary>
    /// <exception cref="FormatException">It is none. Hosts don't start with such a setting.</exception>
    public TimeSpan Remind => DurationSetting.Parse(RemindAfterSetting, RemindAfter);

    /// <summary><see cref="EscalateAfter"/> as a time span; null where nobody is set to escalate to.</summary>
    /// <exception cref="FormatException">It is none. Hosts don't start with such a setting.</exception>
    public TimeSpan? Escalate => string.IsNullOrWhiteSpace(EscalationEmail) ? null : DurationSetting.Parse(EscalateAfterSetting, EscalateAfter);

    /// <summary><see cref="ExpireAfter"/> as a time span.</summary>
    /// <exception cref="FormatException">It is none. Hosts don't start with such a setting.</exception>
    public TimeSpan Expire => DurationSetting.Parse(ExpireAfterSetting, ExpireAfter);
}
