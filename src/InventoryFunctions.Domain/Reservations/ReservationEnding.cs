namespace InventoryFunctions.Domain.Reservations;

/// <summary>What an attempt to end a reservation came to.</summary>
public abstract record ReservationEnding
{
    private ReservationEnding()
    {
    }

    /// <summary>The reservation has ended as asked for, now or before: the same again is a success that changes nothing.</summary>
    /// <param name="Reservation">As it stands now; <see cref="Reservation.Unreturned"/> says what could not go back to the stock.</param>
    /// <param name="Changed">Whether this attempt ended it.</param>
    public sealed record Ended(Reservation Reservation, bool Changed) : ReservationEnding;

    /// <summary>It can't end so: it ended in another way, was refused in the first place, or (<see cref="ReservationState.Open"/>) its hold is not over.</summary>
    /// <param name="State">Where it stands.</param>
    public sealed record Refused(ReservationState State) : ReservationEnding;

    /// <summary>There is none, or it ended so long ago that it was removed.</summary>
    public sealed record NotFound : ReservationEnding;
}
