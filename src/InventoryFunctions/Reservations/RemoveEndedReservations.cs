using Microsoft.Azure.Functions.Worker;

namespace InventoryFunctions.Reservations;

/// <summary>Removes the rows of lines that ended a day ago, every quarter of an hour.</summary>
public sealed class RemoveEndedReservations(ReservationRetention retention)
{
    private const string EveryQuarterOfAnHour = "0 */15 * * * *";

    /// <summary>The timer function.</summary>
    [Function(nameof(RemoveEndedReservations))]
    public Task RunAsync([TimerTrigger(EveryQuarterOfAnHour)] TimerInfo timer, CancellationToken cancellationToken) =>
        retention.RemoveEndedAsync(cancellationToken);
}
