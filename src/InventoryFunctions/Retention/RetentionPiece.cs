namespace InventoryFunctions.Retention;

/// <summary>What one step removed.</summary>
/// <param name="Removed">How many things, as a person counts them: an order is one, whatever rows it has.</param>
/// <param name="Next">Where the next step goes on, or null where there is nothing more.</param>
public sealed record RetentionPiece(int Removed, string? Next);
