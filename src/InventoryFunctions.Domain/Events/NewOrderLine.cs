namespace InventoryFunctions.Domain.Events;

/// <summary>One line of <see cref="NewOrderReceived"/>, as it came in: nothing is checked yet.</summary>
/// <param name="ProductId">The item's id.</param>
/// <param name="Quantity">How many pieces; a decimal, so that a fraction or a number too large breaks the rule for quantities and not that for numbers.</param>
public sealed record NewOrderLine(string? ProductId = null, decimal? Quantity = null);
