using InventoryFunctions.Schedules;

namespace InventoryFunctions.Tests.Schedules;

[Trait("Parity", "A1")]
public sealed class RateScheduleTests
{
    private static readonly DateTimeOffset Anchor = new(2026, 11, 22, 7, 20, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("rate(1 minute)", 1)]
    [InlineData("rate(5 minutes)", 5)]
    [InlineData("rate(1 hour)", 60)]
    [InlineData("rate(12 hours)", 720)]
    [InlineData("rate(1 day)", 1440)]
    [InlineData("rate(7 days)", 10_080)]
    public void NextAfter_FromTheAnchor_IsOnePeriodLater(string expression, int minutes) =>
        Assert.Equal(Anchor.AddMinutes(minutes), AwsSchedule.Parse(expression).NextAfter(Anchor, Anchor));

    [Theory]
    [InlineData(0, 60)]
    [InlineData(59, 60)]
    [InlineData(60, 120)]
    [InlineData(61, 120)]
    [InlineData(6_000, 6_060)]
    [InlineData(-300, 60)]
    public void NextAfter_AnyInstant_StaysOnTheGridOfTheAnchor(int minutesAfterAnchor, int expected) => Assert.Equal(
        Anchor.AddMinutes(expected), AwsSchedule.Parse("rate(1 hour)").NextAfter(Anchor.AddMinutes(minutesAfterAnchor), Anchor));

    [Theory]
    [InlineData("rate(0 hours)", "at least 1")]
    [InlineData("rate(1 hours)", "rate(1 hour)")]
    [InlineData("rate(5 hour)", "rate(5 hours)")]
    [InlineData("rate(-1 hours)", "whole number")]
    [InlineData("rate(1.5 hours)", "whole number")]
    [InlineData("rate(5 seconds)", "minute, minutes")]
    [InlineData("rate(5 weeks)", "minute, minutes")]
    [InlineData("rate(hour)", "whole number")]
    [InlineData("rate(5minutes)", "one space")]
    [InlineData("rate(99999999999 days)", "100 years")]
    [InlineData("rate(1 hour", "rate(value unit)")]
    [InlineData("Rate(1 hour)", "rate(value unit)")]
    public void TryParse_WhatAwsRefuses_SaysWhatIsWrong(string expression, string words)
    {
        Assert.False(AwsSchedule.TryParse(expression, out _, out string? brokenRule));
        Assert.Contains(words, brokenRule, StringComparison.Ordinal);
    }
}
