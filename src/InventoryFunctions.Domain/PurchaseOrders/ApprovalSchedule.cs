using InventoryFunctions.Domain.Events;

namespace InventoryFunctions.Domain.PurchaseOrders;

/// <summary>When somebody is asked to decide a purchase order: at once, again and again, somebody else as well, until its time is over.</summary>
/// <param name="RequestedAt">When it was opened: everything counts from here, so that it comes at the same times whoever starts to wait, and when.</param>
/// <param name="ExpiresAt">When its time is over.</param>
/// <param name="RemindAfter">After how long, again and again, somebody is reminded.</param>
/// <param name="EscalateAfter">After how long somebody else is asked, or null for never.</param>
public sealed record ApprovalSchedule(DateTimeOffset RequestedAt, DateTimeOffset ExpiresAt, TimeSpan RemindAfter, TimeSpan? EscalateAfter)
{
    /// <summary>The first time after <paramref name="after"/> at which something is due; at the latest the end.</summary>
    public DateTimeOffset NextAfter(DateTimeOffset after)
    {
        DateTimeOffset next = RequestedAt + ((RemindersUntil(after) + 1) * RemindAfter);
        if (EscalateAfter is { } wait && RequestedAt + wait > after && RequestedAt + wait < next)
        {
            next = RequestedAt + wait;
        }

        return next < ExpiresAt ? next : ExpiresAt;
    }

    /// <summary>
    /// Whom to ask for what became due after <paramref name="after"/> and until <paramref name="until"/>: of several reminders that were missed only
    /// the last. From <see cref="ExpiresAt"/> on nobody is to be asked any more, which is for the caller to see.
    /// </summary>
    public IReadOnlyList<ApprovalCall> Due(DateTimeOffset after, DateTimeOffset until)
    {
        List<ApprovalCall> due = [];
        int last = RemindersUntil(until);
        if (last > RemindersUntil(after))
        {
            due.Add(new ApprovalCall(ApprovalRequestKind.Reminder, last, RequestedAt + (last * RemindAfter)));
        }

        if (EscalateAfter is { } wait && RequestedAt + wait > after && RequestedAt + wait <= until)
        {
            due.Add(new ApprovalCall(ApprovalRequestKind.Escalation, 1, RequestedAt + wait));
        }

        return due;
    }

    private int RemindersUntil(DateTimeOffset time) => (int)((time - RequestedAt).Ticks / RemindAfter.Ticks);
}
