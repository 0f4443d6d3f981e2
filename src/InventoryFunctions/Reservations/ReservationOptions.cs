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

    /// <summary>
    /// How long what is reserved waits for its confirmation before its stock comes back, as <c>[d.]hh:mm:ss</c>, counted from when the order is
    /// taken up. The default value is null: for ever, as in the original.
    /// </summary>
    public TimeSpan? HoldDuration { get; set; }
}
