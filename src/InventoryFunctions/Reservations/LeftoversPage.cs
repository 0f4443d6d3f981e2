namespace InventoryFunctions.Reservations;

/// <summary>What <see cref="SettleLeftovers"/> takes and returns.</summary>
/// <param name="Continuation">Where to go on among the open reservations; null at the beginning and after the end.</param>
public sealed record LeftoversPage(string? Continuation);
