namespace InventoryFunctions.Tests.Telemetry;

/// <summary>A log line that <see cref="OtlpReceiver"/> got.</summary>
internal sealed record ReceivedLog(string Body, string TraceId);
