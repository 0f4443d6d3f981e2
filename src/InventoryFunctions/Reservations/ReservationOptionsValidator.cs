using Microsoft.Extensions.Options;

namespace InventoryFunctions.Reservations;

/// <summary>Refuses a hold that nobody can have meant, naming the setting.</summary>
internal sealed class ReservationOptionsValidator : IValidateOptions<ReservationOptions>
{
    public ValidateOptionsResult Validate(string? name, ReservationOptions options) =>
        !options.TryReadHold(out TimeSpan? hold) || hold < ReservationOptions.MinHold || hold > ReservationOptions.MaxHold
            ? ValidateOptionsResult.Fail(
                $"{ReservationOptions.HoldDurationSetting} must be a time span of the form {ReservationOptions.HoldForm} from {ReservationOptions.MinHold} to "
                + $"{ReservationOptions.MaxHold}, such as 00:15:00 or 1.00:00:00; it is '{options.HoldDuration}'.")
            : ValidateOptionsResult.Success;
}
