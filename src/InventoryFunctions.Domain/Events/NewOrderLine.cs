namespace InventoryFunctions.Domain.Events;

/// <summary>One line of <see cref="NewOrderReceived"/>, as it came in: nothing is checked yet.</summary>
/// <param name="ProductId">The item's id.</param>
/// <param name="Quantity">How many pieces.</param>
public sealed record NewOrderLine(string? ProductId = null, int? Quantity = null);
