using InventoryFunctions.Schedules;

namespace InventoryFunctions.Tests.Schedules;

[Trait("Parity", "A2")]
public sealed class ScheduleStepTests
{
    private static readonly AwsSchedule Hourly = AwsSchedule.Parse("rate(1 hour)");
    private static readonly DateTimeOffset Seen = new(2026, 11, 22, 7, 20, 41, TimeSpan.Zero);
    private static readonly ScheduleState Stored = ScheduleState.Begin(Hourly, Seen);
    private static readonly DateTimeOffset First = new(2026, 11, 22, 8, 20, 0, TimeSpan.Zero);

    [Fact]
    public void Decide_FirstSeen_CountsFromThatMinute()
    {
        var begin = Assert.IsType<ScheduleStep.Begin>(ScheduleStep.Decide(Hourly, null, Seen));

        Assert.Equal(First, begin.State.Next);
        Assert.Null(begin.State.Last);
    }

    [Fact]
    public void Decide_AnotherExpression_CountsAnew()
    {
        AwsSchedule daily = AwsSchedule.Parse("rate(1 day)");

        var begin = Assert.IsType<ScheduleStep.Begin>(ScheduleStep.Decide(daily, Stored, First.AddMinutes(5)));

        Assert.Equal(First.AddMinutes(5).AddDays(1), begin.State.Next);
    }

    [Theory]
    [InlineData(-3600)]
    [InlineData(-60)]
    [InlineData(-2)]
    public void Decide_BeforeTheOccurrence_Waits(int seconds) =>
        Assert.IsType<ScheduleStep.Wait>(ScheduleStep.Decide(Hourly, Stored, First.AddSeconds(seconds)));

    [Theory]
    [InlineData(0)]
    [InlineData(-0.2)]
    [InlineData(0.3)]
    [InlineData(30)]
    public void Decide_AtTheTickOfTheOccurrence_IsDueOnce(double seconds)
    {
        DateTimeOffset tick = First.AddSeconds(seconds);

        var due = Assert.IsType<ScheduleStep.Due>(ScheduleStep.Decide(Hourly, Stored, tick));

        Assert.Equal(First, due.Occurrence);
        Assert.Equal(First.AddHours(1), due.State.Next);
        Assert.IsType<ScheduleStep.Wait>(ScheduleStep.Decide(Hourly, due.State, tick));
    }

    [Fact]
    public void Decide_ManyMissed_IsDueOnceAndStaysOnTheGrid()
    {
        DateTimeOffset back = First.AddHours(100).AddMinutes(7);

        var due = Assert.IsType<ScheduleStep.Due>(ScheduleStep.Decide(Hourly, Stored, back));

        Assert.Equal(First.AddHours(101), due.State.Next);
        Assert.IsType<ScheduleStep.Wait>(ScheduleStep.Decide(Hourly, due.State, back));
    }

    [Fact]
    public void Decide_ClockSetBackByDays_BeginsAnewRatherThanWaitingForDays()
    {
        DateTimeOffset past = Seen.AddDays(-30);

        var begin = Assert.IsType<ScheduleStep.Begin>(ScheduleStep.Decide(Hourly, Stored, past));

        Assert.True(begin.State.Next <= past.AddHours(1));
    }

    [Fact]
    public void Decide_ClockOfAnotherHostSomeSecondsBehind_DoesNotRepeatTheOccurrence()
    {
        var due = Assert.IsType<ScheduleStep.Due>(ScheduleStep.Decide(Hourly, Stored, First));

        Assert.IsType<ScheduleStep.Wait>(ScheduleStep.Decide(Hourly, due.State, First.AddSeconds(-20)));
    }

    [Fact]
    public void Decide_NeverAgain_Waits()
    {
        AwsSchedule past = AwsSchedule.Parse("cron(0 0 1 1 ? 2001)");

        Assert.IsType<ScheduleStep.Wait>(ScheduleStep.Decide(past, ScheduleState.Begin(past, Seen), Seen.AddYears(1)));
    }
}
