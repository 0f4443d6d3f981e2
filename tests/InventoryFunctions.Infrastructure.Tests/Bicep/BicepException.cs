namespace InventoryFunctions.Infrastructure.Tests.Bicep;

/// <summary>The compiler did not take what it was given.</summary>
public sealed class BicepException(string message) : Exception(message);
