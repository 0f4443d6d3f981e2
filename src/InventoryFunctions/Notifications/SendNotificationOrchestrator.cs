using InventoryFunctions.Workflows;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace InventoryFunctions.Notifications;

/// <summary>
/// Sends a recorded notification by each sender, side by side. A sender that fails is tried again for a day, at growing intervals or when its service asks for it;
/// the time for which its service takes no more (429) does not count, for up to a week: a mail domain that Azure manages takes ten mails an hour
/// (https://learn.microsoft.com/azure/communication-services/concepts/service-limits), and a link to approve has to get through in the end. Whatever becomes of it, nothing else waits for it or fails with it (parity A9).
/// </summary>
/// <remarks>Deterministic. Changing the order of the steps, their names or what they take breaks deliveries in flight.</remarks>
public static class SendNotificationOrchestrator
{
    /// <summary>How long a sender is tried.</summary>
    public static readonly TimeSpan TriedFor = TimeSpan.FromDays(1);

    /// <summary>The first pause between two attempts; the next ones double it.</summary>
    public static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);

    /// <summary>The longest pause, unless the service asks for a longer one.</summary>
    public static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(10);

    /// <summary>The first pause after the service took no more; the next ones double it.</summary>
    public static readonly TimeSpan FirstThrottledPause = TimeSpan.FromMinutes(5);

    /// <summary>The longest pause after the service took no more, unless it asks for a longer one.</summary>
    public static readonly TimeSpan LongestThrottledPause = TimeSpan.FromHours(1);

    /// <summary>How long a sender is tried at most, however little its service takes.</summary>
    public static readonly TimeSpan TriedForAtMost = TimeSpan.FromDays(7);

    /// <summary>The orchestration.</summary>
    [Function(nameof(SendNotificationOrchestrator))]
    public static async Task<IReadOnlyList<DeliveryStatus>> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        NotificationToSend input = context.GetInput<NotificationToSend>() ?? throw new InvalidOperationException("A notification is needed.");
        return await Task.WhenAll(input.Senders.Select(sender => DeliverAsync(context, input.NotificationId, sender)));
    }

    private static async Task<DeliveryStatus> DeliverAsync(TaskOrchestrationContext context, string notificationId, string sender)
    {
        DateTime last = context.CurrentUtcDateTime + TriedForAtMost;
        DateTime end = context.CurrentUtcDateTime + TriedFor;
        TimeSpan pause = FirstPause;
        TimeSpan throttledPause = FirstThrottledPause;
        while (true)
        {
            bool isLast = context.CurrentUtcDateTime >= end;

            // The attempt itself never fails; what does is the storage that it is recorded in.
            DeliveryAttempt attempt = await context.CallActivityAsync<DeliveryAttempt>(
                nameof(DeliverNotification), new DeliveryToTry(notificationId, sender, isLast), StepRetries.WithoutEnd);
            if (attempt.Status != DeliveryStatus.Pending)
            {
                return attempt.Status;
            }

            TimeSpan least = attempt.IsThrottled ? throttledPause : pause;
            TimeSpan wait = attempt.RetryAfter > least ? Shorter(attempt.RetryAfter.Value, TriedFor) : least;
            if (attempt.IsThrottled)
            {
                throttledPause = Shorter(throttledPause * 2, LongestThrottledPause);
                end = end + wait < last ? end + wait : last;
            }
            else
            {
                pause = Shorter(pause * 2, LongestPause);
            }

            await context.CreateTimer(context.CurrentUtcDateTime + wait, CancellationToken.None);
        }
    }

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
