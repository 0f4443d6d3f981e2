using InventoryFunctions.Schedules;

namespace InventoryFunctions.Retention;

/// <summary>
/// Settings <c>Retention__*</c>: how long what is over is kept, in the form <c>[d.]hh:mm:ss</c>. Job records (30 days, parity A11) and the journal (35 days,
/// parity A10) have no setting.
/// </summary>
public sealed class RetentionOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Retention";

    /// <summary>The setting of <see cref="Orders"/>.</summary>
    public const string OrdersSetting = Section + "__" + nameof(Orders);

    /// <summary>The setting of <see cref="Notifications"/>.</summary>
    public const string NotificationsSetting = Section + "__" + nameof(Notifications);

    /// <summary>The setting of <see cref="PurchaseOrders"/>.</summary>
    public const string PurchaseOrdersSetting = Section + "__" + nameof(PurchaseOrders);

    /// <summary>The setting of <see cref="Orchestrations"/>.</summary>
    public const string OrchestrationsSetting = Section + "__" + nameof(Orchestrations);

    /// <summary>
    /// The shortest time. A later delivery of an event must find what was decided, and messages never expire: events older than what is kept are refused
    /// (<see cref="LateEvents"/>), so that this is also how long an outage may last without an order being refused for it: a week.
    /// </summary>
    public static readonly TimeSpan Min = TimeSpan.FromDays(8);

    /// <summary>The longest time.</summary>
    public static readonly TimeSpan Max = TimeSpan.FromDays(3650);

    /// <summary>Orders that were decided, and whose reservations have ended, if any. The default value is 90 days.</summary>
    public string Orders { get; set; } = "90.00:00:00";

    /// <summary>Notifications. The default value is 90 days.</summary>
    public string Notifications { get; set; } = "90.00:00:00";

    /// <summary>Purchase orders that were decided, and the requests for them. The default value is 365 days.</summary>
    public string PurchaseOrders { get; set; } = "365.00:00:00";

    /// <summary>Orchestrations that have finished, counted from when they began. The default value is 30 days.</summary>
    public string Orchestrations { get; set; } = "30.00:00:00";

    /// <summary><see cref="Orders"/> as a time span.</summary>
    /// <exception cref="FormatException">It is none. Hosts don't start with such a setting.</exception>
    public TimeSpan OrdersKept => DurationSetting.Parse(OrdersSetting, Orders);

    /// <summary><see cref="Notifications"/> as a time span.</summary>
    /// <exception cref="FormatException">It is none. Hosts don't start with such a setting.</exception>
    public TimeSpan NotificationsKept => DurationSetting.Parse(NotificationsSetting, Notifications);

    /// <summary><see cref="PurchaseOrders"/> as a time span.</summary>
    /// <exception cref="FormatException">It is none. Hosts don't start with such a setting.</exception>
    public TimeSpan PurchaseOrdersKept => DurationSetting.Parse(PurchaseOrdersSetting, PurchaseOrders);

    /// <summary><see cref="Orchestrations"/> as a time span.</summary>
    /// <exception cref="FormatException">It is none. Hosts don't start with such a setting.</exception>
    public TimeSpan OrchestrationsKept => DurationSetting.Parse(OrchestrationsSetting, Orchestrations);
}
