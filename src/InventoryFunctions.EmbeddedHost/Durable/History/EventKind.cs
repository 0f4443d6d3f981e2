namespace InventoryFunctions.EmbeddedHost.Durable.History;

/// <summary>What happened in a step. Stored by number: add at the end, never renumber.</summary>
internal enum EventKind
{
    Started = 0,
    StartDue = 1,
    ActivityScheduled = 2,
    ActivityCompleted = 3,
    ActivityFailed = 4,
    TimerCreated = 5,
    TimerCanceled = 6,
    TimerFired = 7,
    SubScheduled = 8,
    SubCompleted = 9,
    SubFailed = 10,
    EventRaised = 11,
    EventSent = 12,
    CustomStatusSet = 13,
    Suspended = 14,
    Resumed = 15,
    Terminated = 16,
    Completed = 17,
    Failed = 18,
    ContinuedAsNew = 19,
}
