using System.Globalization;
using InventoryFunctions.EmbeddedHost.Hosting;
using InventoryFunctions.EmbeddedHost.Timers;

namespace InventoryFunctions.EmbeddedHost.Tests.Timers;

public sealed class NcrontabExpressionTests
{
    [Theory]
    // Azure's documented examples, and the corners of the dialect. 2026-11-22 is a Sunday.
    [InlineData("0 */5 * * * *", "2026-11-22T08:02:30", "2026-11-22T08:05:00", "2026-11-22T08:10:00")]
    [InlineData("0 0 * * * *", "2026-11-22T08:00:00", "2026-11-22T09:00:00", "2026-11-22T10:00:00")]
    [InlineData("0 0 */2 * * *", "2026-11-22T08:00:00", "2026-11-22T10:00:00", "2026-11-22T12:00:00")]
    [InlineData("0 0 9-17 * * *", "2026-11-22T17:00:00", "2026-11-23T09:00:00", "2026-11-23T10:00:00")]
    [InlineData("0 30 9 * * *", "2026-11-22T09:30:00", "2026-11-23T09:30:00", "2026-11-24T09:30:00")]
    [InlineData("0 30 9 * * 1-5", "2026-11-20T10:00:00", "2026-11-23T09:30:00", "2026-11-24T09:30:00")]
    [InlineData("0 30 9 * Jan Mon", "2026-11-22T00:00:00", "2027-01-04T09:30:00", "2027-01-11T09:30:00")]
    [InlineData("0 5 * * * *", "2026-11-22T08:04:59.999", "2026-11-22T08:05:00", "2026-11-22T09:05:00")]
    [InlineData("30 5,10 8 * * *", "2026-11-22T08:00:00", "2026-11-22T08:05:30", "2026-11-22T08:10:30")]
    [InlineData("5/20 * * * * *", "2026-11-22T08:00:06", "2026-11-22T08:00:25", "2026-11-22T08:00:45")]
    [InlineData("0 10-30/10 * * * *", "2026-11-22T08:00:00", "2026-11-22T08:10:00", "2026-11-22T08:20:00")]
    [InlineData("*/5 * * * *", "2026-11-22T08:01:00", "2026-11-22T08:05:00", "2026-11-22T08:10:00")]
    [InlineData("0 0 0 13 * 5", "2026-11-22T00:00:00", "2027-08-13T00:00:00", "2028-10-13T00:00:00")]
    [InlineData("0 0 0 29 2 *", "2026-11-22T00:00:00", "2028-02-29T00:00:00", "2032-02-29T00:00:00")]
    [InlineData("0 0 0 29 2 *", "2096-03-01T00:00:00", "2104-02-29T00:00:00", "2108-02-29T00:00:00")]
    [InlineData("0 0 0 31 * *", "2026-11-22T00:00:00", "2026-12-31T00:00:00", "2027-01-31T00:00:00")]
    [InlineData("59 59 23 31 12 *", "2026-12-31T23:59:59", "2027-12-31T23:59:59", "2028-12-31T23:59:59")]
    [InlineData("0 0 0 * * sunday,sat", "2026-11-22T00:00:00", "2026-11-28T00:00:00", "2026-11-29T00:00:00")]
    [InlineData("0 0 17-15 * * *", "2026-11-22T16:30:00", "2026-11-22T17:00:00", "2026-11-23T15:00:00")]
    public void Next_AfterAnInstant_IsTheInstantTheExpressionNames(string text, string after, string first, string second)
    {
        var expression = NcrontabExpression.Parse(text);

        var next = expression.Next(Utc(after));

        Assert.Equal(Utc(first), next);
        Assert.Equal(Utc(second), expression.Next(next!.Value));
    }

    [Fact]
    public void Next_DayThatNeverComes_IsNull() => Assert.Null(NcrontabExpression.Parse("0 0 0 30 2 *").Next(Utc("2026-11-22T00:00:00")));

    [Theory]
    [InlineData("* * * *", "5 or 6 fields")]
    [InlineData("* * * * * * *", "5 or 6 fields")]
    [InlineData("60 * * * * *", "second")]
    [InlineData("0 0 24 * * *", "hour")]
    [InlineData("0 0 0 0 * *", "day")]
    [InlineData("0 0 0 * 13 *", "month")]
    [InlineData("0 0 0 * * 7", "day of week")]
    [InlineData("0 */0 * * * *", "minute")]
    [InlineData("0 1/2/3 * * * *", "minute")]
    [InlineData("0 , * * * *", "minute")]
    [InlineData("0 0 0 L * *", "day")]
    [InlineData("0 0 0 ? * *", "day")]
    [InlineData("0 0 0 * * Mo#2", "day of week")]
    [InlineData("0 -1 * * * *", "minute")]
    public void Parse_WhatAzureRefuses_SaysWhichField(string text, string expected)
    {
        var error = Assert.Throws<FormatException>(() => NcrontabExpression.Parse(text));

        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Schedule_TimeSpan_TicksAtThatInterval() =>
        Assert.Equal(Utc("2026-11-22T08:20:00"), TimerSchedule.Parse("00:20:00", "F").Next(Utc("2026-11-22T08:00:00")));

    [Theory]
    [InlineData("00:00:00")]
    [InlineData("-00:01:00")]
    [InlineData("rate(1 hour)")]
    public void Schedule_Unreadable_NamesTheFunction(string text) => Assert.Contains(
        "'Tick'", Assert.Throws<HostStartException>(() => TimerSchedule.Parse(text, "Tick")).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("*/10 * * * * *", true)]
    [InlineData("00:00:30", true)]
    [InlineData("0 * * * * *", false)]
    [InlineData("00:01:00", false)]
    public void Schedule_BelowAMinute_IsTold(string text, bool expected) =>
        Assert.Equal(expected, TimerSchedule.Parse(text, "F").IsSubMinute(Utc("2026-11-22T08:00:00")));

    private static DateTime Utc(string text) => DateTime.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);
}
