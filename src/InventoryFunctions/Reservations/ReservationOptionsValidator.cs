using Microsoft.Extensions.Options;

namespace InventoryFunctions.Reservations;

/// <summary>Refuses a hold that nobody can have meant, naming the setting.</summary>
internal sealed class ReservationOptionsValidator : IValidateOptions<ReservationOptions>
{
    public ValidateOptionsResult Validate(string? name, ReservationOptions options) =>
        options.HoldDuration is { } hold && (hold < ReservationOptions.MinHold || hold > ReservationOptions.MaxHold)
            ? ValidateOptionsResult.Fail(
                $"{ReservationOptions.HoldDurationSetting} must be a time span from {ReservationOptions.MinHold} to {ReservationOptions.MaxHold}; it is {hold}.")
            : ValidateOptionsResult.Success;
}
