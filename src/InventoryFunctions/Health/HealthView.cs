namespace InventoryFunctions.Health;

/// <summary>What a healthy app says of itself.</summary>
/// <param name="Status">Always <c>Healthy</c>; an app that is not answers with a problem.</param>
/// <param name="Storage">The name of the storage account that answered.</param>
/// <param name="AppVersion">The app's version.</param>
/// <param name="Host">The program that runs it, and its version.</param>
/// <param name="Runtime">The .NET version.</param>
public sealed record HealthView(string Status, string Storage, string AppVersion, string Host, string Runtime);
