namespace InventoryFunctions.EmbeddedHost.Functions;

/// <summary>What sets a function off: the value for its trigger parameter, what else is known, and when to give up.</summary>
internal sealed record Trigger(object? Value, IReadOnlyDictionary<string, object?> Data, CancellationToken CancellationToken);
