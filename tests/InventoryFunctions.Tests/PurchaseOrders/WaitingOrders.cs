using System.Text.Json;
using Azure.Data.Tables;
using InventoryFunctions.Domain.Events;
using InventoryFunctions.Domain.PurchaseOrders;
using InventoryFunctions.EmbeddedHost.Durable;
using InventoryFunctions.Events;
using InventoryFunctions.PurchaseOrders;
using InventoryFunctions.Testing;
using InventoryFunctions.Tests.BatchUpdates;
using InventoryFunctions.Tests.Events;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Converters;
using Microsoft.Extensions.Logging.Abstractions;

namespace InventoryFunctions.Tests.PurchaseOrders;

/// <summary>
/// Purchase orders with their orchestrations, on an engine that replays the whole history at every step, so that a step out of order is an error; on a
/// clock that the test moves.
/// </summary>
internal sealed class WaitingOrders : IAsyncDisposable
{
    private DurableEngine _engine = null!;

    private WaitingOrders(InventoryApp app) => App = app;

    public InventoryApp App { get; }

    public RecordingBus Bus { get; } = new();

    public ManualTimeProvider Clock => App.Clock;

    public DurableTaskClient Client => _engine.Client;

    public PurchaseOrderStore Orders => App.Get<PurchaseOrderStore>();

    /// <summary>The app with item tv: 10 in stock, 10 worth buying.</summary>
    public static async Task<WaitingOrders> StartAsync(AzuriteFixture azurite, params (string Setting, string Value)[] settings)
    {
        WaitingOrders orders = new(await InventoryApp.StartAsync(azurite, settings));
        await orders.App.AddItemsAsync([BatchUpdates.Inventory.Item("tv", 10) with { MinPurchaseQuantity = 10 }]);
        await orders.StartEngineAsync();
        return orders;
    }

    public async Task StartEngineAsync()
    {
        _engine = new(
            new DurableEngineOptions { ReplayEveryStep = true }, Functions(), App.Get<TableServiceClient>(), App.Clock, NullLoggerFactory.Instance);
        await _engine.StartAsync();
    }

    public ValueTask StopEngineAsync() => _engine.DisposeAsync();

    /// <summary>Lets a request count; the order that answers it.</summary>
    public async Task<PurchaseOrder> RequestAsync(string requestId, int quantity, string product = "tv") =>
        await OrderAsync((await Orders.RequestAsync(new PurchaseRequest(requestId, product, 10, quantity, requestId), default)).PurchaseOrderId!);

    /// <summary>Opens an order over 15 tv, and waits until somebody was asked about it.</summary>
    public async Task<PurchaseOrder> OpenAsync()
    {
        PurchaseOrder order = await RequestAsync("o1", 5);
        await App.Get<PurchaseOrderWorkflows>().StartAsync(Client, order.PurchaseOrderId, default);
        await AskedAsync(1);
        return order;
    }

    /// <summary>Waits until somebody was asked so often, and the orchestration waits again; the requests, oldest first.</summary>
    public async Task<IReadOnlyList<ApprovalRequested>> AskedAsync(int times)
    {
        await Eventually.HoldsAsync(() => Asked().Count >= times, $"somebody was asked {times} times");
        await IdleAsync();
        Assert.Equal(times, Asked().Count);
        return Asked();
    }

    /// <summary>Waits until the orchestration waits for something to come.</summary>
    public Task IdleAsync(DateTimeOffset? until = null) => Eventually.HoldsAsync(
        async () =>
        {
            foreach (PurchaseOrder order in (await Orders.ListAsync(PurchaseOrderStatus.PendingApproval, 10, null, default)).Items)
            {
                if (await Client.GetInstanceAsync(PurchaseOrderWorkflows.InstanceIdOf(order.PurchaseOrderId), getInputsAndOutputs: true)
                        is not { SerializedCustomStatus: { } status }
                    || JsonElement.Parse(status).GetProperty("waitsUntil").GetDateTimeOffset() is var waits && (until is null ? waits <= Clock.GetUtcNow() : waits != until))
                {
                    return false;
                }
            }

            return true;
        },
        "the orchestrations wait");

    public Task<PurchaseOrderOutcome?> DecideAsync(string id, PurchaseOrderAction action, int version = 1, string by = "me") => App.Get<PurchaseOrderDecisions>()
        .DecideAsync(Client, id, new PurchaseOrderDecision(action, version, by, "because"), default);

    public async Task<PurchaseOrder> OrderAsync(string id) => (await Orders.FindAsync(id, default))!;

    /// <summary>The order once everything that follows from its decision is done.</summary>
    public async Task<PurchaseOrder> SettledAsync(string id)
    {
        await Eventually.HoldsAsync(async () => (await OrderAsync(id)).SettledAt is not null, "the order is settled");
        OrchestrationMetadata ended = await Client.WaitForInstanceCompletionAsync(PurchaseOrderWorkflows.InstanceIdOf(id), getInputsAndOutputs: true)
            .WaitAsync(Eventually.DefaultDeadline);
        Assert.Equal(OrchestrationRuntimeStatus.Completed, ended.RuntimeStatus);
        return await OrderAsync(id);
    }

    public IReadOnlyList<InventoryAlert> Alerts() =>
        [.. Bus.Published.Where(published => published.Type == EventTypes.InventoryAlert).DistinctBy(published => published.Id).Select(InventoryEvents.Read<InventoryAlert>)];

    public Task SweepAsync(DurableTaskClient? client = null) => App.Get<PurchaseOrderSweep>().RunAsync(client ?? Client, default);

    public async ValueTask DisposeAsync()
    {
        await _engine.DisposeAsync();
        await App.DisposeAsync();
    }

    private List<ApprovalRequested> Asked() =>
        [.. Bus.Published.Where(published => published.Type == EventTypes.ApprovalRequested).DistinctBy(published => published.Id).Select(InventoryEvents.Read<ApprovalRequested>)];

    private DurableFunctions Functions()
    {
        DurableFunctions functions = new();
        functions.AddOrchestrator(nameof(CreatePurchaseOrderOrchestrator), async context => await CreatePurchaseOrderOrchestrator.RunAsync(context));
        Add<string, PurchaseOrderStatus?>(nameof(ReadDecision), App.Function<ReadDecision>().RunAsync);
        Add<string, PurchaseOrderStatus?>(nameof(ExpirePurchaseOrder), App.Function<ExpirePurchaseOrder>().RunAsync);
        Add<string, PurchasedStock?>(nameof(AddPurchasedStock), App.Function<AddPurchasedStock>().RunAsync);
        AddVoid<ApprovalRequest>(nameof(AskForApproval), new AskForApproval(Orders, Bus, Clock).RunAsync);
        AddVoid<PurchaseOrderEnd>(nameof(ReportPurchaseOrder), new ReportPurchaseOrder(Orders, Bus).RunAsync);
        Add<PurchaseOrderEnd, bool>(nameof(SettlePurchaseOrder), App.Function<SettlePurchaseOrder>().RunAsync);
        return functions;

        void Add<TIn, TOut>(string name, Func<TIn, CancellationToken, Task<TOut>> activity) => functions.AddActivity(
            name, async call => await activity(JsonDataConverter.Default.Deserialize<TIn>(call.InputJson)!, call.CancellationToken));

        void AddVoid<TIn>(string name, Func<TIn, CancellationToken, Task> activity) => Add<TIn, object?>(name, async (input, cancellation) =>
        {
            await activity(input, cancellation);
            return null;
        });
    }
}
