namespace InventoryFunctions.Callbacks;

/// <summary>Where a task is.</summary>
/// <param name="Answer">What ended it, or null while it is open.</param>
/// <param name="LastSign">The last sign of life: a heartbeat, or that it was given out.</param>
public sealed record TaskStanding(TaskAnswer? Answer, DateTimeOffset LastSign);
