using System.Diagnostics;
using System.Net.Http.Json;
using InventoryFunctions.PurchaseOrders;
using InventoryFunctions.Reservations;
using InventoryFunctions.Telemetry;
using InventoryFunctions.Testing;
using InventoryFunctions.Tests.Orders;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace InventoryFunctions.Tests.Telemetry;

/// <summary>What leaves the process about an order.</summary>
[Collection(TracesOfTheProcess.Name)]
public sealed class OrderTraceTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>, IAsyncLifetime
{
    private OtlpReceiver _receiver = null!;

    public async Task InitializeAsync() => _receiver = await OtlpReceiver.StartAsync();

    public async Task DisposeAsync() => await _receiver.DisposeAsync();

    [Fact]
    [Trait("Parity", "B10")]
    public async Task Order_BeyondStock_IsOneTraceFromTheCallToTheLastEvent()
    {
        // Other tests run in this process, and some of what they do arrives here.
        const string OrderId = "order-of-the-trace";
        const string Caller = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
        string traceId = ActivityContext.Parse(Caller, null).TraceId.ToHexString();
        await using RunningOrders app = await RunningOrders.StartAsync(azurite, null, [.. _receiver.Settings, (EnvironmentOptions.Setting, "test")]);
        await app.PostAsync("inventory/samples?set=management");

        using HttpRequestMessage placing = new(HttpMethod.Post, "orders") { Content = JsonContent.Create(new { orderId = OrderId, productId = "tv", quantity = 100 }) };
        placing.Headers.Add("traceparent", Caller);
        using HttpResponseMessage placed = await app.Http.SendAsync(placing);
        Assert.True(placed.IsSuccessStatusCode);

        string[] expected =
        [
            "POST api/orders",
            "process new-order-received",
            $"create_orchestration:{nameof(ReserveStockOrchestrator)}",
            $"activity:{nameof(ReserveLine)}",
            $"activity:{nameof(ConcludeOrder)}",
            $"orchestration:{nameof(ReserveStockOrchestrator)}",
            "process create-purchase-order",
            "process inventory-alert",
            $"create_orchestration:{nameof(CreatePurchaseOrderOrchestrator)}",
            $"activity:{nameof(AskForApproval)}",
            "process approval-requested",
        ];
        await Eventually.HoldsAsync(
            () => expected.All(name => Trace().Any(span => span.Name == name)), $"the trace has {string.Join(", ", expected)}");

        // What is done within something else has ended, and may have arrived, before it.
        await Eventually.HoldsAsync(
            () =>
            {
                IReadOnlyList<ReceivedSpan> trace = Trace();
                HashSet<string> known = [.. trace.Select(span => span.SpanId), ActivityContext.Parse(Caller, null).SpanId.ToHexString()];
                return trace.All(span => known.Contains(span.ParentId));
            },
            "every span is within another one of the trace, or the caller's");
        Assert.All(_receiver.Spans.Where(span => span.Tags.Values.Any(value => value.Contains(OrderId, StringComparison.Ordinal))), span => Assert.Equal(traceId, span.TraceId));

        IReadOnlyList<ReceivedSpan> Trace() => [.. _receiver.Spans.Where(span => span.TraceId == traceId)];
    }

    [Fact]
    [Trait("Parity", "A6")]
    public async Task Order_Decided_IsInMetricsOfTheMeter()
    {
        await using RunningOrders app = await RunningOrders.StartAsync(azurite, null, [.. _receiver.Settings, (EnvironmentOptions.Setting, "test")]);
        await app.PostAsync("inventory/samples?set=management");

        await app.PlacedAndDecidedAsync(new { orderId = "o1", productId = "tv", quantity = 100 });

        await Eventually.HoldsAsync(
            () => _receiver.Metrics.Contains(new ReceivedMetric("InventoryScheduler/test", OrderMetrics.Orders))
                && _receiver.Metrics.Contains(new ReceivedMetric("InventoryScheduler/test", OrderMetrics.UnitsRefused)),
            "the metrics have arrived");
    }

    [Fact]
    public async Task Telemetry_NowhereToSendIt_IsNotSetUpAndLeavesNoMarks()
    {
        await using RunningOrders app = await RunningOrders.StartAsync(azurite);
        await app.PostAsync("inventory/samples?set=management");

        await app.PlacedAndDecidedAsync(new { orderId = "o1", productId = "tv", quantity = 1 });

        Assert.Null(app.Host.Services.GetService<TracerProvider>());
        Assert.Null(app.Host.Services.GetService<MeterProvider>());
        Assert.All(app.Bus.Published, published => Assert.DoesNotContain("traceparent", published.ExtensionAttributes.Keys));
    }

    [Fact]
    public async Task Telemetry_SwitchedOff_IsNotSetUp()
    {
        await using RunningOrders app = await RunningOrders.StartAsync(azurite, null, [.. _receiver.Settings, (TelemetryOptions.DisabledSetting, "true")]);

        Assert.Null(app.Host.Services.GetService<TracerProvider>());
    }
}
