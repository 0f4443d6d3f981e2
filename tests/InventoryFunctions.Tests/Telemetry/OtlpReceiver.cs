using InventoryFunctions.Telemetry;
using InventoryFunctions.Testing;

namespace InventoryFunctions.Tests.Telemetry;

/// <summary>
/// A receiver of the OpenTelemetry protocol over HTTP on loopback
/// (https://github.com/open-telemetry/opentelemetry-proto/tree/main/opentelemetry/proto).
/// </summary>
internal sealed class OtlpReceiver : IAsyncDisposable
{
    private readonly StubEndpoint _server;

    private OtlpReceiver(StubEndpoint server) => _server = server;

    /// <summary>What a host needs to be set to in order to send here, a few times a second, and to lose nothing where this process is slow to receive it.</summary>
    public (string Setting, string Value)[] Settings =>
    [
        (TelemetryOptions.OtlpEndpointSetting, _server.Address.AbsoluteUri),
        ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"),
        ("OTEL_BSP_SCHEDULE_DELAY", "100"),
        ("OTEL_BLRP_SCHEDULE_DELAY", "100"),
        ("OTEL_METRIC_EXPORT_INTERVAL", "200"),
        ("OTEL_EXPORTER_OTLP_TIMEOUT", "120000"),
        ("OTEL_BSP_MAX_QUEUE_SIZE", "65536"),
        ("OTEL_BLRP_MAX_QUEUE_SIZE", "65536"),
    ];

    public IReadOnlyList<ReceivedSpan> Spans =>
    [
        .. Requests("/v1/traces").SelectMany(request => request.All(1, 2, 2)).Select(span => new ReceivedSpan(
            span.Text(5),
            span.Hex(1),
            span.Hex(2),
            span.Hex(4),
            span.All(9).ToDictionary(tag => tag.Text(1), tag => tag.All(2).Single().Text(1)))),
    ];

    public IReadOnlyList<ReceivedLog> Logs =>
        [.. Requests("/v1/logs").SelectMany(request => request.All(1, 2, 2)).Select(log => new ReceivedLog(log.All(5).Single().Text(1), log.Hex(9)))];

    public IReadOnlyList<ReceivedMetric> Metrics =>
    [
        .. Requests("/v1/metrics").SelectMany(request => request.All(1, 2))
            .SelectMany(scope => scope.All(2).Select(metric => new ReceivedMetric(scope.All(1).Single().Text(1), metric.Text(1)))),
    ];

    /// <summary>Whatever was received, as text: what is no text is unreadable.</summary>
    public string AllText => string.Concat(_server.Requests.Select(request => request.Body));

    public static async Task<OtlpReceiver> StartAsync() => new(await StubEndpoint.StartAsync(https: false));

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private IEnumerable<ProtocolMessage> Requests(string path) =>
        _server.Requests.Where(request => request.PathAndQuery == path).Select(request => new ProtocolMessage(request.Content));
}
