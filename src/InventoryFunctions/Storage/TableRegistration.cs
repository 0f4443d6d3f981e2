namespace InventoryFunctions.Storage;

/// <summary>A table that the application needs; created at start where it is missing.</summary>
/// <param name="Name">The table's name.</param>
public sealed record TableRegistration(string Name);
