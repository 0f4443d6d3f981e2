using System.Diagnostics.Metrics;
using System.Reflection;
using InventoryFunctions.BatchUpdates;
using InventoryFunctions.Notifications;
using InventoryFunctions.PurchaseOrders;
using InventoryFunctions.Reservations;
using InventoryFunctions.Telemetry;
using InventoryFunctions.Testing;
using InventoryFunctions.Workflows;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Moq;

namespace InventoryFunctions.Tests.Workflows;

[Trait("Parity", "A15")]
public sealed class StuckWorkflowsTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(nameof(BatchUpdateOrchestrator), OrchestrationRuntimeStatus.Running, 61, 1)]
    [InlineData(nameof(BatchUpdateOrchestrator), OrchestrationRuntimeStatus.Running, 59, 0)]
    [InlineData(nameof(BatchUpdateOrchestrator), OrchestrationRuntimeStatus.Pending, 61, 1)]
    [InlineData(nameof(ReserveStockOrchestrator), OrchestrationRuntimeStatus.Running, 600, 0)]
    [InlineData(nameof(ReserveStockOrchestrator), OrchestrationRuntimeStatus.Pending, 61, 1)]
    public async Task Count_LastSeenSoManyMinutesAgo_TellsThoseThatShouldHaveGoneOn(
        string name, OrchestrationRuntimeStatus status, int minutesAgo, int stuck)
    {
        OrchestrationMetadata instance = new(name, "one")
        {
            RuntimeStatus = status,
            CreatedAt = Now.AddDays(-1),
            LastUpdatedAt = Now.AddMinutes(-minutesAgo),
        };

        (int counted, long measured, OrchestrationQuery asked) = await CountAsync(instance);

        Assert.Equal(stuck, counted);
        Assert.Equal(stuck, measured);
        Assert.Equal([OrchestrationRuntimeStatus.Pending, OrchestrationRuntimeStatus.Running], asked.Statuses);
        Assert.Equal(Now - StuckWorkflows.Patience, asked.CreatedTo);
    }

    [Fact]
    public void Orchestrators_OfTheApp_EitherNeverWaitLongOrDoSoByDesign()
    {
        string[] waitByDesign =
        [
            nameof(CreatePurchaseOrderOrchestrator), nameof(ReserveStockOrchestrator), nameof(SendNotificationOrchestrator),
        ];

        IEnumerable<string> orchestrators = typeof(InventoryServices).Assembly.GetTypes()
            .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.Instance))
            .Where(method => method.GetParameters().Any(parameter => parameter.IsDefined(typeof(OrchestrationTriggerAttribute))))
            .Select(method => method.GetCustomAttribute<FunctionAttribute>()!.Name);

        Assert.Equal(StuckWorkflows.NeverWaitLong.Concat(waitByDesign).Order(), orchestrators.Order());
    }

    private static async Task<(int Counted, long Measured, OrchestrationQuery Asked)> CountAsync(params OrchestrationMetadata[] instances)
    {
        OrchestrationQuery? asked = null;
        Mock<DurableTaskClient> client = new("mock");
        client.Setup(it => it.GetAllInstancesAsync(It.IsAny<OrchestrationQuery?>()))
            .Callback((OrchestrationQuery? query) => asked = query)
            .Returns(Pageable.Create((string? _, CancellationToken _) => Task.FromResult(new Page<OrchestrationMetadata>(instances, null))));

        string environment = $"stuck-{Guid.NewGuid():N}";
        IConfiguration configuration = new ConfigurationBuilder().AddInMemoryCollection([new("Environment", environment)]).Build();
        using ServiceProvider services = new ServiceCollection().AddSingleton(configuration).AddTelemetry().AddWorkflows().BuildServiceProvider();
        long measured = -1;
        using MeterListener listener = new();
        listener.InstrumentPublished = (instrument, all) =>
        {
            if (instrument.Meter.Name == JobMetrics.MeterPrefix + environment)
            {
                all.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, _, _) => measured = instrument.Name == WorkflowMetrics.StuckOrchestrations ? value : measured);
        listener.Start();

        StuckWorkflows stuck = new(services.GetRequiredService<WorkflowMetrics>(), new ManualTimeProvider(Now), NullLogger<StuckWorkflows>.Instance);
        return (await stuck.CountAsync(client.Object, CancellationToken.None), measured, asked!);
    }
}
