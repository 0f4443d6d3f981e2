using System.Diagnostics.Metrics;
using InventoryFunctions.Telemetry;
using Microsoft.Extensions.Options;

namespace InventoryFunctions.Notifications;

/// <summary>The metrics of notifications, on the meter of <see cref="JobMetrics"/>.</summary>
public sealed class NotificationMetrics
{
    /// <summary>Counter: deliveries that have ended, by <see cref="SenderTag"/> and <see cref="StatusTag"/>.</summary>
    public const string Deliveries = "NotificationDeliveries";

    /// <summary>The tag that names the sender: <c>email</c> or <c>webhook</c>.</summary>
    public const string SenderTag = "sender";

    /// <summary>The tag that names the status: <c>Sent</c> or <c>Failed</c>.</summary>
    public const string StatusTag = "status";

    private readonly Counter<long> _deliveries;

    /// <summary>Creates the instrument.</summary>
    public NotificationMetrics(IMeterFactory meters, IOptions<EnvironmentOptions> environment) =>
        _deliveries = meters.Create(JobMetrics.MeterPrefix + environment.Value.Name)
            .CreateCounter<long>(Deliveries, "Count", "Notifications that a sender has delivered or given up.");

    /// <summary>A sender has delivered a notification, or given it up.</summary>
    public void Ended(string sender, DeliveryStatus status) =>
        _deliveries.Add(1, new(SenderTag, sender), new KeyValuePair<string, object?>(StatusTag, status.ToString()));
}
