using InventoryFunctions.Schedules;

namespace InventoryFunctions.Reservations;

/// <summary>Settings <c>Reservations__*</c>.</summary>
public sealed class ReservationOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Reservations";

    /// <summary>The setting of the hold.</summary>
    public const string HoldDurationSetting = Section + "__" + nameof(HoldDuration);

    /// <summary>The shortest hold.</summary>
    public static readonly TimeSpan MinHold = TimeSpan.FromSeconds(1);

    /// <summary>The longest hold.</summary>
    public static readonly TimeSpan MaxHold = TimeSpan.FromDays(365);

    /// <summary>The form of a hold in words.</summary>
    public const string HoldForm = DurationSetting.Form;

    /// <summary>
    /// How long what is reserved waits for its confirmation before its stock comes back, in the form <see cref="HoldForm"/>, counted from when the order
    /// is taken up. The default value is null: for ever, as in the original.
    /// </summary>
    public string? HoldDuration { get; set; }

    /// <summary><see cref="HoldDuration"/> as a time span; null where there is none.</summary>
    /// <exception cref="FormatException">It does not have the form. Hosts don't start with such a setting.</exception>
    public TimeSpan? Hold => TryReadHold(out TimeSpan? hold) ? hold : throw new FormatException($"{HoldDurationSetting} must have the form {HoldForm}.");

    /// <summary>Reads <see cref="HoldDuration"/>; an empty one is none.</summary>
    /// <returns>Whether it has the form <see cref="HoldForm"/>.</returns>
    internal bool TryReadHold(out TimeSpan? hold)
    {
        hold = null;
        if (string.IsNullOrWhiteSpace(HoldDuration))
        {
            return true;
        }

        if (!DurationSetting.TryParse(HoldDuration, out TimeSpan read))
        {
            return false;
        }

        hold = read;
        return true;
    }
}
