using InventoryFunctions.Domain.Orders;
using InventoryFunctions.Domain.Reservations;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace InventoryFunctions.Reservations;

/// <summary>Reserves one line of an order, or finds that it can't be (parity B4, D1 to D3).</summary>
public sealed class ReserveLine(ReservationStore reservations, ILogger<ReserveLine> logger)
{
    /// <summary>Decides the line and takes its pieces from the stock in one transaction. However often it runs, the first decision stands.</summary>
    /// <returns>The decision. A row that is not sound makes the line unavailable: no attempt mends it, and the order's other lines don't wait for it.</returns>
    [Function(nameof(ReserveLine))]
    public async Task<OrderLineOutcome> RunAsync([ActivityTrigger] LineToReserve input, CancellationToken cancellationToken)
    {
        ReserveCommand command = new(input.OrderId, input.Line.ProductId, input.Line.Quantity, input.HoldUntil);
        LineDecision decision;
        try
        {
            decision = await reservations.ReserveAsync(command, cancellationToken);
        }
        catch (InvalidDataException unreadable)
        {
            logger.UnreadableLine(unreadable, input.Line.ProductId, input.OrderId);
            decision = LineDecision.Unavailable.Unreadable;
        }

        return OrderLineOutcome.Of(input.Line, decision);
    }
}
