namespace InventoryFunctions.EmbeddedHost.Durable.Storage;

/// <summary>What was appended to the log at once.</summary>
internal sealed record Commit(long Sequence, IReadOnlyList<LogRecord> Records);
