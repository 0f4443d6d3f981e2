using InventoryFunctions.Domain.Reservations;

namespace InventoryFunctions.Reservations;

/// <summary>What one caller of a group is told.</summary>
internal abstract record ReservationAnswer
{
    private ReservationAnswer()
    {
    }

    public sealed record Decided(LineDecision Decision) : ReservationAnswer;

    public sealed record Finished(ReservationEnding Ending) : ReservationAnswer;

    /// <summary>This request can't be answered; the others of its group can.</summary>
    public sealed record Failed(Exception Reason) : ReservationAnswer;
}
