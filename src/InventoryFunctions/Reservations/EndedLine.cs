namespace InventoryFunctions.Reservations;

/// <summary>A line whose reservation has ended.</summary>
/// <param name="ProductId">The item.</param>
/// <param name="Quantity">Pieces that left for good, or went back to the stock.</param>
public sealed record EndedLine(string ProductId, int Quantity);
