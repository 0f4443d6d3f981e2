using InventoryFunctions.Domain.Events;
using InventoryFunctions.Domain.PurchaseOrders;

namespace InventoryFunctions.Domain.Tests.PurchaseOrders;

public sealed class ApprovalScheduleTests
{
    private static readonly DateTimeOffset Opened = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    [Trait("Parity", "B5")]
    public void Schedule_StepAfterStep_RemindsDailyEscalatesOnceAndEnds()
    {
        ApprovalSchedule schedule = Schedule(days: 5, escalateHours: 60);
        List<string> seen = [];
        DateTimeOffset at = Opened;
        while (at < schedule.ExpiresAt)
        {
            DateTimeOffset next = schedule.NextAfter(at);
            seen.AddRange(next < schedule.ExpiresAt ? schedule.Due(at, next).Select(call => $"{Hours(call.At)} {call.Kind} {call.Number}") : [$"{Hours(next)} end"]);
            at = next;
        }

        Assert.Equal(["24 Reminder 1", "48 Reminder 2", "60 Escalation 1", "72 Reminder 3", "96 Reminder 4", "120 end"], seen);
    }

    [Fact]
    public void Schedule_EscalationWithAReminder_AsksBoth()
    {
        ApprovalSchedule schedule = Schedule(days: 5, escalateHours: 48);

        Assert.Equal(
            [(ApprovalRequestKind.Reminder, 2), (ApprovalRequestKind.Escalation, 1)],
            schedule.Due(Opened.AddHours(24), schedule.NextAfter(Opened.AddHours(24))).Select(call => (call.Kind, call.Number)));
    }

    [Fact]
    public void Schedule_NobodyToEscalateTo_RemindsOnly() =>
        Assert.Equal([ApprovalRequestKind.Reminder], Schedule(days: 5, escalateHours: null).Due(Opened, Opened.AddDays(4)).Select(call => call.Kind));

    [Fact]
    public void Due_SeveralRemindersMissed_AsksOnceWithTheLast() => Assert.Equal(
        [(ApprovalRequestKind.Reminder, 4), (ApprovalRequestKind.Escalation, 1)],
        Schedule(days: 9, escalateHours: 72).Due(Opened.AddHours(1), Opened.AddHours(100)).Select(call => (call.Kind, call.Number)));

    [Fact]
    public void NextAfter_BetweenTwoReminders_IsTheLaterOne() =>
        Assert.Equal(Opened.AddDays(2), Schedule(days: 9, escalateHours: null).NextAfter(Opened.AddHours(47)));

    [Fact]
    public void Schedule_RemindersNoSoonerThanTheEnd_RemindsNobody() =>
        Assert.Equal(Opened.AddHours(20), (Schedule(days: 5, escalateHours: null) with { ExpiresAt = Opened.AddHours(20) }).NextAfter(Opened));

    private static ApprovalSchedule Schedule(int days, int? escalateHours) =>
        new(Opened, Opened.AddDays(days), TimeSpan.FromDays(1), escalateHours is { } hours ? TimeSpan.FromHours(hours) : null);

    private static double Hours(DateTimeOffset at) => (at - Opened).TotalHours;
}
