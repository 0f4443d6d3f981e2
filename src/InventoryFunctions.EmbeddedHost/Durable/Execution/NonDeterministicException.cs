namespace InventoryFunctions.EmbeddedHost.Durable.Execution;

/// <summary>The orchestrator did, on replay, something else than its history tells.</summary>
internal sealed class NonDeterministicException(string message) : InvalidOperationException(message);
