using System.IO.Compression;
using System.Text;
using InventoryFunctions.Telemetry;
using InventoryFunctions.Testing;
using InventoryFunctions.Tests.Orders;

namespace InventoryFunctions.Tests.Telemetry;

/// <summary>What the exporter of Azure Monitor sends, held against an endpoint on this machine.</summary>
[Collection(TracesOfTheProcess.Name)]
public sealed class ApplicationInsightsTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private const string Call = "\"POST api/orders\"";
    private const string Processing = "\"process new-order-received\"";

    [Fact]
    [Trait("Parity", "A6")]
    public async Task Order_Decided_ReachesApplicationInsights()
    {
        // What the exporter tells Microsoft of itself has no place in a test; read from the environment only.
        Environment.SetEnvironmentVariable("APPLICATIONINSIGHTS_STATSBEAT_DISABLED", "true");
        Environment.SetEnvironmentVariable("APPLICATIONINSIGHTS_SDKSTATS_DISABLED", "true");
        await using StubEndpoint service = await StubEndpoint.StartAsync(https: false);
        service.Answer(200, body: """{"itemsReceived":1,"itemsAccepted":1,"errors":[]}""");
        await using (RunningOrders app = await RunningOrders.StartAsync(
            azurite,
            null,
            (TelemetryOptions.ConnectionStringSetting, $"InstrumentationKey=00000000-0000-0000-0000-000000000001;IngestionEndpoint={service.Address.AbsoluteUri}"),
            (EnvironmentOptions.Setting, "test")))
        {
            await app.PostAsync("inventory/samples?set=management");

            // The exporter keeps some traces and leaves others out, and sends what it keeps every few seconds.
            int orders = 0;
            await Eventually.HoldsAsync(
                async () =>
                {
                    await app.PlacedAndDecidedAsync(new { orderId = $"o{++orders}", productId = "tv", quantity = 1 });
                    string so = Sent(service);
                    return so.Contains(Call, StringComparison.Ordinal) && so.Contains(Processing, StringComparison.Ordinal);
                },
                "an order's call and the processing of an order's event arrive");
        }

        // The host sends what is left when it stops.
        string sent = Sent(service);
        Assert.Contains($"\"{OrderMetrics.UnitsReserved}\"", sent, StringComparison.Ordinal);

        // The function that runs is the request; what it does with each event is part of it, and does not count as another.
        Assert.All(sent.Split('\n').Where(line => line.Contains(Processing, StringComparison.Ordinal)), line => Assert.Contains("\"RemoteDependencyData\"", line, StringComparison.Ordinal));
    }

    private static string Sent(StubEndpoint service) =>
        string.Concat(service.Requests.Where(request => request.PathAndQuery.EndsWith("/track", StringComparison.Ordinal)).Select(Text));

    private static string Text(ReceivedRequest request)
    {
        if (request.Headers.GetValueOrDefault("Content-Encoding") != "gzip")
        {
            return request.Body;
        }

        using GZipStream content = new(new MemoryStream(request.Content), CompressionMode.Decompress);
        using StreamReader reader = new(content, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
