namespace InventoryFunctions.Retail.Replay;

/// <summary>What an invoice asks for of one product.</summary>
/// <param name="ProductId">The item.</param>
/// <param name="Quantity">The sum over the lines of the invoice; below zero for a return.</param>
/// <param name="FileLines">How many lines of the file it is the sum of.</param>
public sealed record RetailOrderLine(string ProductId, long Quantity, int FileLines);
