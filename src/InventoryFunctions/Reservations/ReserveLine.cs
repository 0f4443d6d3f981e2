using InventoryFunctions.Domain.Orders;
using InventoryFunctions.Domain.Reservations;
using Microsoft.Azure.Functions.Worker;

namespace InventoryFunctions.Reservations;

/// <summary>Reserves one line of an order, or finds that it can't be (parity B4, D1 to D3).</summary>
public sealed class ReserveLine(ReservationStore reservations)
{
    /// <summary>Decides the line and takes its pieces from the stock in one transaction. However often it runs, the first decision stands.</summary>
    [Function(nameof(ReserveLine))]
    public async Task<OrderLineOutcome> RunAsync([ActivityTrigger] LineToReserve input, CancellationToken cancellationToken) => OrderLineOutcome.Of(
        input.Line,
        await reservations.ReserveAsync(
            new ReserveCommand(input.OrderId, input.Line.ProductId, input.Line.Quantity, input.HoldUntil), cancellationToken));
}
