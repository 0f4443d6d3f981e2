namespace InventoryFunctions.Tests.Telemetry;

/// <summary>A metric that <see cref="OtlpReceiver"/> got.</summary>
internal sealed record ReceivedMetric(string Meter, string Name);
