using System.Diagnostics.Metrics;
using InventoryFunctions.Domain.PurchaseOrders;
using InventoryFunctions.Telemetry;
using Microsoft.Extensions.Options;

namespace InventoryFunctions.PurchaseOrders;

/// <summary>
/// The metrics of purchase orders, on the meter of <see cref="JobMetrics"/>. What a crash cuts short between the record and the count is missing here; the
/// records themselves are complete.
/// </summary>
public sealed class PurchaseOrderMetrics
{
    /// <summary>Counter: purchase orders that came to a status, by <see cref="StatusTag"/>. An order counts when it is opened, and again when it is decided.</summary>
    public const string PurchaseOrders = nameof(PurchaseOrders);

    /// <summary>Counter: pieces that approved purchase orders added to the stock.</summary>
    public const string UnitsPurchased = nameof(UnitsPurchased);

    /// <summary>The tag that names a <see cref="PurchaseOrderStatus"/>.</summary>
    public const string StatusTag = "status";

    private readonly Counter<long> _orders;
    private readonly Counter<long> _units;

    /// <summary>Creates the instruments.</summary>
    public PurchaseOrderMetrics(IMeterFactory meters, IOptions<EnvironmentOptions> environment)
    {
        Meter meter = meters.Create(JobMetrics.MeterPrefix + environment.Value.Name);
        _orders = meter.CreateCounter<long>(PurchaseOrders, "Count", "Purchase orders by the status they came to.");
        _units = meter.CreateCounter<long>(UnitsPurchased, "Count", "Pieces that approved purchase orders added to the stock.");
    }

    /// <summary>A purchase order came to a status.</summary>
    public void Became(PurchaseOrderStatus status) => _orders.Add(1, new KeyValuePair<string, object?>(StatusTag, status.ToString()));

    /// <summary>Pieces came into the stock.</summary>
    public void Added(int pieces) => _units.Add(pieces);
}
