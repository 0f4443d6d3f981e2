using InventoryFunctions.Reservations;
using Microsoft.Extensions.Options;

namespace InventoryFunctions.Tests.Reservations;

public sealed class ReservationOptionsTests
{
    [Theory]
    [InlineData(null, null)]
    [InlineData("", null)]
    [InlineData("00:00:01", 1)]
    [InlineData("00:15:00", 15 * 60)]
    [InlineData("1.12:00:00", 36 * 3600)]
    [InlineData("365.00:00:00", 365 * 86_400)]
    public void Hold_InItsForm_IsRead(string? text, int? seconds)
    {
        ReservationOptions options = new() { HoldDuration = text };

        Assert.True(Validate(options).Succeeded);
        Assert.Equal(seconds, (int?)options.Hold?.TotalSeconds);
    }

    [Theory]
    [InlineData("30")]
    [InlineData("36:00:00")]
    [InlineData("0:15:00")]
    [InlineData("00:15")]
    [InlineData("-00:15:00")]
    [InlineData("00:00:00")]
    [InlineData("365.00:00:01")]
    [InlineData("15 minutes")]
    public void Hold_InAnotherForm_IsRefusedNamingSettingAndForm(string text)
    {
        ValidateOptionsResult result = Validate(new ReservationOptions { HoldDuration = text });

        Assert.Contains("Reservations__HoldDuration must be a time span of the form [d.]hh:mm:ss", result.FailureMessage, StringComparison.Ordinal);
        Assert.Contains($"'{text}'", result.FailureMessage, StringComparison.Ordinal);
    }

    private static ValidateOptionsResult Validate(ReservationOptions options) => new ReservationOptionsValidator().Validate(null, options);
}
