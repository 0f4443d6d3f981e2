using InventoryFunctions.Domain.Reservations;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace InventoryFunctions.Reservations;

/// <summary>Ends the reservation of one line of an order.</summary>
public sealed class EndLine(ReservationStore reservations, ILogger<EndLine> logger)
{
    /// <summary>Confirms, releases or expires the reservation in one transaction. Done again, it changes nothing and answers the same.</summary>
    /// <returns>
    /// The pieces that left for good, or went back to the stock; none where what is stored is not sound: no attempt mends that, and the order's other
    /// lines don't wait for it.
    /// </returns>
    /// <exception cref="HoldNotOverException">It should expire, and by this host's clock its hold is not over yet.</exception>
    [Function(nameof(EndLine))]
    public async Task<EndedLine> RunAsync([ActivityTrigger] LineToEnd input, CancellationToken cancellationToken)
    {
        ReservationEnding ending;
        try
        {
            ending = await reservations.EndAsync(input.OrderId, input.ProductId, input.End, cancellationToken);
        }
        catch (InvalidDataException unreadable)
        {
            logger.UnreadableEnd(unreadable, input.ProductId, input.OrderId, input.End);
            return new EndedLine(input.ProductId, 0);
        }

        switch (ending)
        {
            case ReservationEnding.Ended { Reservation: var ended }:
                if (ended.Unreturned > 0)
                {
                    logger.NotReturned(ended.Unreturned, input.ProductId, input.OrderId);
                }

                return new EndedLine(input.ProductId, ended.Quantity - ended.Unreturned);

            case ReservationEnding.Refused { State: ReservationState.Open }:
                throw new HoldNotOverException(input.OrderId);

            case ReservationEnding.Refused refused:
                logger.EndedOtherwise(input.ProductId, input.OrderId, refused.State, input.End);
                break;

            default:
                logger.NoReservation(input.ProductId, input.OrderId, input.End);
                break;
        }

        return new EndedLine(input.ProductId, 0);
    }
}
