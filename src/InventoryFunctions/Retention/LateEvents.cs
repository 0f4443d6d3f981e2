using Azure.Messaging;
using InventoryFunctions.Events;

namespace InventoryFunctions.Retention;

/// <summary>
/// Refuses events from so long ago that retention may have removed what was decided about them. Messages never expire, nor do poisoned ones, and what was
/// decided is what keeps a second delivery from being decided anew (parity D4, D5).
/// </summary>
public static class LateEvents
{
    /// <summary>So much earlier than retention removes anything an event is refused: clocks differ, and time passes until it is decided. The value is 1 day.</summary>
    public static readonly TimeSpan Margin = TimeSpan.FromDays(1);

    /// <summary>Refuses an event that is too old. One that tells no time is taken.</summary>
    /// <param name="received">The event.</param>
    /// <param name="kept">How long what is decided about it is kept.</param>
    /// <param name="setting">The setting that says so.</param>
    /// <param name="now">The time.</param>
    /// <exception cref="InvalidEventException">It is.</exception>
    public static void Refuse(CloudEvent received, TimeSpan kept, string setting, DateTimeOffset now)
    {
        if (received.Time is { } time && now - time > kept - Margin)
        {
            throw new InvalidEventException(
                "time",
                FormattableString.Invariant($"is {time.UtcDateTime:O}: from so long ago that it can't be told any more whether it was decided; ")
                + FormattableString.Invariant($"what was decided is kept for {kept} ({setting}). What is still wanted is to be sent anew"));
        }
    }
}
