using System.Diagnostics.Metrics;
using InventoryFunctions.Domain.Orders;
using InventoryFunctions.Domain.Reservations;
using Microsoft.Extensions.Options;

namespace InventoryFunctions.Telemetry;

/// <summary>
/// The metrics of orders, on the meter of <see cref="JobMetrics"/>. What a crash cuts short between the record and the count is missing here; the
/// records themselves are complete.
/// </summary>
public sealed class OrderMetrics
{
    /// <summary>Counter: orders that came to a status, by <see cref="StatusTag"/>. An order counts when it is decided, and again when it ends.</summary>
    public const string Orders = nameof(Orders);

    /// <summary>Counter: pieces reserved.</summary>
    public const string UnitsReserved = nameof(UnitsReserved);

    /// <summary>Counter: pieces that were asked for and could not be reserved.</summary>
    public const string UnitsRefused = nameof(UnitsRefused);

    /// <summary>The tag that names an order's status.</summary>
    public const string StatusTag = "status";

    private readonly Counter<long> _orders;
    private readonly Counter<long> _reserved;
    private readonly Counter<long> _refused;

    /// <summary>Creates the instruments.</summary>
    public OrderMetrics(IMeterFactory meters, IOptions<EnvironmentOptions> environment)
    {
        Meter meter = meters.Create(JobMetrics.MeterPrefix + environment.Value.Name);
        _orders = meter.CreateCounter<long>(Orders, "Count", "Orders by the status they came to.");
        _reserved = meter.CreateCounter<long>(UnitsReserved, "Count", "Pieces reserved for orders.");
        _refused = meter.CreateCounter<long>(UnitsRefused, "Count", "Pieces that orders asked for and did not get.");
    }

    /// <summary>An order was decided.</summary>
    public void Decided(OrderOutcome outcome)
    {
        Count(outcome.Status);
        _reserved.Add(Pieces(outcome.LinesThatAre(OrderLineStatus.Reserved)));
        _refused.Add(Pieces(outcome.Lines.Where(line => line.Status != OrderLineStatus.Reserved)));
    }

    /// <summary>An order's reservations ended.</summary>
    public void Ended(ReservationEnd end) => Count(OrderRecord.StatusAfter(end));

    private static long Pieces(IEnumerable<OrderLineOutcome> lines) => lines.Sum(line => (long)line.RequestedQuantity);

    private void Count(OrderStatus status) => _orders.Add(1, new KeyValuePair<string, object?>(StatusTag, status.ToString()));
}
