namespace InventoryFunctions.Tests.Telemetry;

/// <summary>A span that <see cref="OtlpReceiver"/> got.</summary>
internal sealed record ReceivedSpan(string Name, string TraceId, string SpanId, string ParentId, IReadOnlyDictionary<string, string> Tags);
