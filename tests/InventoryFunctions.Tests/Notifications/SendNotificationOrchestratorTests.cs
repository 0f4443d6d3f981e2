using InventoryFunctions.Notifications;
using Microsoft.DurableTask;
using Moq;

namespace InventoryFunctions.Tests.Notifications;

/// <summary>When the attempts of a delivery take place, on a clock that only timers move.</summary>
public sealed class SendNotificationOrchestratorTests
{
    private static readonly DateTime Start = new(2026, 1, 1, 12, 0, 0, DateTimeKind.Utc);

    private readonly List<(TimeSpan At, DeliveryToTry Delivery)> _attempts = [];

    [Fact]
    public async Task Deliver_SenderIsBusy_IsTriedAgainAtGrowingIntervals()
    {
        Assert.Equal([DeliveryStatus.Sent], await RunAsync((_, number) => new DeliveryAttempt(number < 4 ? DeliveryStatus.Pending : DeliveryStatus.Sent)));

        Assert.Equal([0, 1, 3, 7], _attempts.Select(attempt => attempt.At.TotalSeconds));
    }

    [Fact]
    public async Task Deliver_ServiceAsksForAnHour_WaitsAnHour()
    {
        await RunAsync((_, number) => number == 1 ? new DeliveryAttempt(DeliveryStatus.Pending, TimeSpan.FromHours(1)) : new DeliveryAttempt(DeliveryStatus.Sent));

        Assert.Equal([0, 3600], _attempts.Select(attempt => attempt.At.TotalSeconds));
    }

    [Fact]
    public async Task Deliver_SenderStaysBusy_GivesUpAfterADayAndNoSooner()
    {
        Assert.Equal(
            [DeliveryStatus.Failed],
            await RunAsync((delivery, _) => new DeliveryAttempt(delivery.IsLast ? DeliveryStatus.Failed : DeliveryStatus.Pending)));

        Assert.InRange(_attempts[^1].At, TimeSpan.FromDays(1), TimeSpan.FromDays(1) + SendNotificationOrchestrator.LongestPause);
        Assert.All(
            _attempts.Zip(_attempts.Skip(1), (one, next) => next.At - one.At),
            pause => Assert.InRange(pause, SendNotificationOrchestrator.FirstPause, SendNotificationOrchestrator.LongestPause));
        Assert.InRange(_attempts.Count, 100, 200);
    }

    [Fact]
    [Trait("Parity", "A12")]
    public async Task Deliver_ServiceTakesNoMoreForDays_WaitsMinutesAndThenHoursAndGetsThrough()
    {
        DeliveryStatus[] ends = await RunAsync((delivery, number) => new DeliveryAttempt(
            delivery.IsLast ? DeliveryStatus.Failed : number < 60 ? DeliveryStatus.Pending : DeliveryStatus.Sent, TimeSpan.FromSeconds(30), IsThrottled: true));

        Assert.Equal([DeliveryStatus.Sent], ends);
        Assert.Equal([0, 5, 15, 35, 75, 135], _attempts.Take(6).Select(attempt => attempt.At.TotalMinutes));
        Assert.True(_attempts[^1].At > TimeSpan.FromDays(2));
    }

    [Theory]
    [InlineData(429, true)]
    [InlineData(503, false)]
    public void Failure_OfAStatus_SaysWhetherTheServiceTakesNoMore(int status, bool throttled) =>
        Assert.Equal(throttled, DeliveryFailedException.Of(status, null, "1", Start).IsThrottled);

    [Fact]
    public async Task Deliver_ServiceNeverTakesMore_GivesUpAfterAWeek()
    {
        Assert.Equal(
            [DeliveryStatus.Failed],
            await RunAsync((delivery, _) => new DeliveryAttempt(delivery.IsLast ? DeliveryStatus.Failed : DeliveryStatus.Pending, IsThrottled: true)));

        Assert.InRange(_attempts[^1].At, TimeSpan.FromDays(7), TimeSpan.FromDays(7) + SendNotificationOrchestrator.LongestThrottledPause);
    }

    [Fact]
    public async Task Deliver_OneSenderIsRefused_TheOtherIsNot()
    {
        DeliveryStatus[] ends = await RunAsync(
            (delivery, _) => new DeliveryAttempt(delivery.Sender == "email" ? DeliveryStatus.Failed : DeliveryStatus.Sent), "email", "webhook");

        Assert.Equal([DeliveryStatus.Failed, DeliveryStatus.Sent], ends);
    }

    private async Task<DeliveryStatus[]> RunAsync(Func<DeliveryToTry, int, DeliveryAttempt> attempt, params string[] senders)
    {
        DateTime now = Start;
        Mock<TaskOrchestrationContext> context = new();
        context.Setup(each => each.GetInput<NotificationToSend>()).Returns(new NotificationToSend("n1", senders.Length == 0 ? ["email"] : senders));
        context.Setup(each => each.CurrentUtcDateTime).Returns(() => now);
        context.Setup(each => each.CreateTimer(It.IsAny<DateTime>(), It.IsAny<CancellationToken>()))
            .Returns((DateTime due, CancellationToken _) =>
            {
                now = due;
                return Task.CompletedTask;
            });
        context.Setup(each => each.CallActivityAsync<DeliveryAttempt>(It.IsAny<TaskName>(), It.IsAny<object?>(), It.IsAny<TaskOptions?>()))
            .ReturnsAsync((TaskName _, object? input, TaskOptions? _) =>
            {
                _attempts.Add((now - Start, (DeliveryToTry)input!));
                return attempt((DeliveryToTry)input!, _attempts.Count);
            });
        return [.. await SendNotificationOrchestrator.RunAsync(context.Object)];
    }
}
