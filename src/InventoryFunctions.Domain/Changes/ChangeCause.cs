namespace InventoryFunctions.Domain.Changes;

/// <summary>Why the inventory changed: what kind of thing did it, and which one.</summary>
/// <param name="Kind">What kind of thing.</param>
/// <param name="Id">Which one, e.g. an execution id.</param>
public sealed record ChangeCause(ChangeCauseKind Kind, string Id);
