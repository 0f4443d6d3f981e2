namespace InventoryFunctions.Retention;

/// <summary>
/// Settings <c>Retention__*</c>: how long what is over is kept, as <c>d.hh:mm:ss</c>. Job records (30 days, parity A11) and the journal (35 days,
/// parity A10) have no setting.
/// </summary>
public sealed class RetentionOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Retention";

    /// <summary>
    /// The shortest time. A later delivery of an event must find what was decided, and messages never expire: events older than what is kept are refused
    /// (<see cref="LateEvents"/>), so that this is also how long an outage may last without an order being refused for it: a week.
    /// </summary>
    public static readonly TimeSpan Min = TimeSpan.FromDays(8);

    /// <summary>The longest time.</summary>
    public static readonly TimeSpan Max = TimeSpan.FromDays(3650);

    /// <summary>Orders that were decided, and whose reservations have ended, if any. The default value is 90 days.</summary>
    public TimeSpan Orders { get; set; } = TimeSpan.FromDays(90);

    /// <summary>Notifications. The default value is 90 days.</summary>
    public TimeSpan Notifications { get; set; } = TimeSpan.FromDays(90);

    /// <summary>Purchase orders that were decided, and the requests for them. The default value is 365 days.</summary>
    public TimeSpan PurchaseOrders { get; set; } = TimeSpan.FromDays(365);

    /// <summary>Orchestrations that have finished, counted from when they began. The default value is 30 days.</summary>
    public TimeSpan Orchestrations { get; set; } = TimeSpan.FromDays(30);
}
