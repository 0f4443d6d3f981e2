namespace InventoryFunctions.Importing;

/// <summary>Which import a content belongs to.</summary>
/// <param name="Manifest">The import that received it first.</param>
/// <param name="IsCompleted">Whether that import came to its end.</param>
public sealed record ImportClaim(ImportManifest Manifest, bool IsCompleted);
