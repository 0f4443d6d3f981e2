namespace InventoryFunctions.Retention;

/// <summary>One step of a retention run: the input of its activities.</summary>
/// <param name="Kind">What is removed.</param>
/// <param name="Now">The time of the run; the same for all of its steps.</param>
/// <param name="Position">Where the step before stopped, or null at the beginning.</param>
public sealed record RetentionStep(RetentionKind Kind, DateTimeOffset Now, string? Position);
