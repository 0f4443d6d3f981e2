namespace InventoryFunctions.Domain.Orders;

/// <summary>One product of an order.</summary>
/// <param name="ProductId">The item's id.</param>
/// <param name="Quantity">Pieces, 1 to <see cref="Inventory.ItemRules.MaxQuantity"/>.</param>
public sealed record OrderLine(string ProductId, int Quantity);
