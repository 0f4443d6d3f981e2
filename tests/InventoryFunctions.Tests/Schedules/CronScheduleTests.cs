using System.Globalization;
using InventoryFunctions.Schedules;

namespace InventoryFunctions.Tests.Schedules;

/// <summary>The examples of AWS's documentation of scheduled rules, and what else its grammar says. 2026-11-22 is a Sunday.</summary>
[Trait("Parity", "A1")]
public sealed class CronScheduleTests
{
    private static readonly DateTimeOffset Sunday = At("2026-11-22 07:00");

    [Theory]
    [InlineData("cron(0 10 * * ? *)", "2026-11-22 10:00", "2026-11-23 10:00", "2026-11-24 10:00")]
    [InlineData("cron(15 12 * * ? *)", "2026-11-22 12:15", "2026-11-23 12:15", "2026-11-24 12:15")]
    [InlineData("cron(0 18 ? * MON-FRI *)", "2026-11-23 18:00", "2026-11-24 18:00", "2026-11-25 18:00")]
    [InlineData("cron(0 8 1 * ? *)", "2026-12-01 08:00", "2027-01-01 08:00", "2027-02-01 08:00")]
    [InlineData("cron(0/15 * * * ? *)", "2026-11-22 07:15", "2026-11-22 07:30", "2026-11-22 07:45")]
    [InlineData("cron(0/10 * ? * MON-FRI *)", "2026-11-23 00:00", "2026-11-23 00:10", "2026-11-23 00:20")]
    [InlineData("cron(0/5 8-17 ? * MON-FRI *)", "2026-11-23 08:00", "2026-11-23 08:05", "2026-11-23 08:10")]
    [InlineData("cron(0/30 22-2 ? * MON-FRI *)", "2026-11-23 00:00", "2026-11-23 00:30", "2026-11-23 01:00")]
    public void NextAfter_DocumentedExample_GivesTheDocumentedInstants(string expression, params string[] instants) =>
        Assert.Equal(instants.Select(instant => (DateTimeOffset?)At(instant)), Occurrences(expression, Sunday, instants.Length));

    [Theory]
    [InlineData("1/10 every tenth minute from the first", "cron(1/10 * * * ? *)", "2026-11-22 07:01", "2026-11-22 07:11", "2026-11-22 07:21")]
    [InlineData("3W weekday closest to the third", "cron(0 8 3W * ? *)", "2026-12-03 08:00", "2027-01-04 08:00", "2027-02-03 08:00")]
    [InlineData("3#2 second Tuesday", "cron(0 8 ? * 3#2 *)", "2026-12-08 08:00", "2027-01-12 08:00", "2027-02-09 08:00")]
    [InlineData("L last day of the month", "cron(0 8 L * ? *)", "2026-11-30 08:00", "2026-12-31 08:00", "2027-01-31 08:00")]
    [InlineData("L last day of a leap February", "cron(0 8 L 2 ? 2028)", "2028-02-29 08:00")]
    [InlineData("LW last weekday of the month", "cron(0 8 LW * ? *)", "2026-11-30 08:00", "2026-12-31 08:00", "2027-01-29 08:00")]
    [InlineData("L last day of the week", "cron(0 8 ? * L *)", "2026-11-28 08:00", "2026-12-05 08:00")]
    [InlineData("6L last Friday in some years", "cron(15 10 ? * 6L 2027-2028)", "2027-01-29 10:15", "2027-02-26 10:15")]
    [InlineData("1 is Sunday", "cron(0 8 ? * 1 *)", "2026-11-22 08:00", "2026-11-29 08:00")]
    [InlineData("names in lower case", "cron(0 8 ? * mon-tue *)", "2026-11-23 08:00", "2026-11-24 08:00", "2026-11-30 08:00")]
    [InlineData("months by name", "cron(0 0 1 JAN,MAR ? *)", "2027-01-01 00:00", "2027-03-01 00:00")]
    [InlineData("every other year", "cron(0 0 1 1 ? 2027/2)", "2027-01-01 00:00", "2029-01-01 00:00")]
    [InlineData("29 February", "cron(0 0 29 2 ? *)", "2028-02-29 00:00", "2032-02-29 00:00")]
    public void NextAfter_Wildcard_MeansWhatAwsSays(string rule, string expression, params string[] instants)
    {
        Assert.NotEmpty(rule);
        Assert.Equal(instants.Select(instant => (DateTimeOffset?)At(instant)), Occurrences(expression, Sunday, instants.Length));
    }

    [Theory]
    [InlineData("cron(0 8 30 2 ? *)")]
    [InlineData("cron(0 8 1 1 ? 1999)")]
    public void NextAfter_NoSuchDay_GivesNone(string expression) => Assert.Null(AwsSchedule.Parse(expression).NextAfter(Sunday, Sunday));

    [Fact]
    public void NextAfter_AnInstantThatIsAnOccurrence_GivesTheOneAfter() =>
        Assert.Equal(At("2026-11-23 10:00"), AwsSchedule.Parse("cron(0 10 * * ? *)").NextAfter(At("2026-11-22 10:00"), Sunday));

    [Theory]
    [InlineData("cron(0 10 * * * *)", "? in either day-of-month or day-of-week")]
    [InlineData("cron(0 10 ? * ? *)", "in one of them only")]
    [InlineData("cron(0 10 1 * MON *)", "? in either day-of-month or day-of-week")]
    [InlineData("cron(0 10 * * ?)", "six fields")]
    [InlineData("cron(0 0 10 * * ? *)", "six fields")]
    [InlineData("cron()", "six fields")]
    [InlineData("cron(60 10 * * ? *)", "minutes")]
    [InlineData("cron(0 24 * * ? *)", "hours")]
    [InlineData("cron(0 10 0 * ? *)", "day-of-month")]
    [InlineData("cron(0 10 32 * ? *)", "day-of-month")]
    [InlineData("cron(0 10 L-3 * ? *)", "day-of-month")]
    [InlineData("cron(0 10 1 13 ? *)", "month")]
    [InlineData("cron(0 10 1 ? ? *)", "month")]
    [InlineData("cron(0 10 ? * 0 *)", "day-of-week")]
    [InlineData("cron(0 10 ? * 8 *)", "day-of-week")]
    [InlineData("cron(0 10 ? * 2/2 *)", "day-of-week")]
    [InlineData("cron(0 10 ? * 3#1,6#3 *)", "day-of-week")]
    [InlineData("cron(0 10 ? * 3#6 *)", "day-of-week")]
    [InlineData("cron(0 10 * * ? 1969)", "year")]
    [InlineData("cron(0 10 * * ? 2200)", "year")]
    [InlineData("cron(0 10 * * ? 2030-2027)", "is no cron expression")]
    [InlineData("cron(? 10 * * ? *)", "minutes")]
    [InlineData("cron(0/0 10 * * ? *)", "minutes")]
    [InlineData("cron(0/60 10 * * ? *)", "minutes")]
    [InlineData("cron(/5 10 * * ? *)", "minutes")]
    [InlineData("cron(H 10 * * ? *)", "minutes")]
    [InlineData("cron(-1 10 * * ? *)", "minutes")]
    [InlineData("cron(0 10 * FOO ? *)", "month")]
    [InlineData("0 10 * * ? *", "cron(minutes")]
    [InlineData("@daily", "cron(minutes")]
    [InlineData("", "cron(minutes")]
    public void TryParse_WhatAwsRefuses_SaysWhatIsWrong(string expression, string words)
    {
        Assert.False(AwsSchedule.TryParse(expression, out AwsSchedule? schedule, out string? brokenRule));
        Assert.Null(schedule);
        Assert.Contains(words, brokenRule, StringComparison.Ordinal);
    }

    private static IEnumerable<DateTimeOffset?> Occurrences(string expression, DateTimeOffset from, int count)
    {
        AwsSchedule schedule = AwsSchedule.Parse(expression);
        DateTimeOffset? last = from;
        return [.. Enumerable.Range(0, count).Select(_ => last = last is { } after ? schedule.NextAfter(after, from) : null)];
    }

    private static DateTimeOffset At(string time) => DateTimeOffset.Parse(time, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
}
