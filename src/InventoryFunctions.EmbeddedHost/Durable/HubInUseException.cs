namespace InventoryFunctions.EmbeddedHost.Durable;

/// <summary>Another host runs on the same task hub. The message names its machine, its process and until when it holds the hub.</summary>
public sealed class HubInUseException(string message) : InvalidOperationException(message);
