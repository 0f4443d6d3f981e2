using System.Diagnostics;

namespace InventoryFunctions.Domain.Reservations;

/// <summary>One decided line of an order: a reservation and what became of it, or the refusal of one.</summary>
public sealed record Reservation
{
    /// <summary>The order.</summary>
    public required string OrderId { get; init; }

    /// <summary>The item.</summary>
    public required string ItemId { get; init; }

    /// <summary>The pieces asked for; where the line was not refused, also the pieces reserved.</summary>
    public required int Quantity { get; init; }

    /// <summary>Where the line stands.</summary>
    public required ReservationState State { get; init; }

    /// <summary>When it was decided.</summary>
    public required DateTimeOffset DecidedAt { get; init; }

    /// <summary>When it may expire, or null where it never does.</summary>
    public DateTimeOffset? HoldUntil { get; init; }

    /// <summary>When it was confirmed, released, expired or refused; null while it is open.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Of the pieces that were to go back to the stock, how many could not, because the item is gone or its stock is at the most there may be.</summary>
    public int Unreturned { get; init; }

    /// <summary>Why the line was refused; null where it was reserved.</summary>
    public LineDecision.Unavailable? Refusal { get; init; }

    /// <summary>What was decided in the first place.</summary>
    public LineDecision Decision => State == ReservationState.Refused
        ? Refusal ?? throw new UnreachableException("A refused line says why.")
        : new LineDecision.Reserved(Quantity, HoldUntil);
}
