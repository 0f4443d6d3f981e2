namespace InventoryFunctions.EmbeddedHost.Durable;

/// <summary>Another host took the task hub over, or storage refuses for good; this engine has stopped and writes nothing more.</summary>
public sealed class HubLostException(string message, Exception? inner = null) : InvalidOperationException(message, inner);
