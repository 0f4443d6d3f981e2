namespace InventoryFunctions.Callbacks;

/// <summary>What <see cref="CheckTask"/> is asked.</summary>
/// <param name="Task">The wait.</param>
/// <param name="AssignedAt">When the task was given out.</param>
/// <param name="Heartbeat">How long a sign of life may stay out, or null where none is demanded.</param>
/// <param name="Now">The orchestration's time.</param>
public sealed record TaskCheck(PendingTask Task, DateTimeOffset AssignedAt, TimeSpan? Heartbeat, DateTimeOffset Now);
