using InventoryFunctions.Domain.Orders;
using InventoryFunctions.EmbeddedHost.Durable;
using InventoryFunctions.Reservations;
using InventoryFunctions.Tests.BatchUpdates;
using Microsoft.DurableTask.Converters;

namespace InventoryFunctions.Tests.Orders;

/// <summary>The orchestrations of orders, and their activities over one app's services, for an engine without a host.</summary>
internal sealed class OrderActivities
{
    private readonly Dictionary<string, Func<string?, CancellationToken, Task<object?>>> _activities = [];

    public OrderActivities(InventoryApp app)
    {
        Add<LineToReserve, OrderLineOutcome>(nameof(ReserveLine), app.Function<ReserveLine>().RunAsync);
        Add<LineToEnd, EndedLine>(nameof(EndLine), app.Function<EndLine>().RunAsync);
        Add<OrderOutcome, OrderOutcome>(nameof(ConcludeOrder), app.Function<ConcludeOrder>().RunAsync);
        Add<OrderEndCommand, EndedOrder?>(nameof(RecordOrderEnd), app.Function<RecordOrderEnd>().RunAsync);
        PublishOrderEnd publish = app.Function<PublishOrderEnd>();
        Add<EndedOrder, object?>(nameof(PublishOrderEnd), async (ended, cancellation) =>
        {
            await publish.RunAsync(ended, cancellation);
            return null;
        });
    }

    /// <summary>Runs one activity.</summary>
    public Task<object?> RunAsync(string name, string? inputJson, CancellationToken cancellationToken) => _activities[name](inputJson, cancellationToken);

    /// <summary>What an engine runs.</summary>
    /// <param name="run">Runs an activity in place of <see cref="RunAsync"/>.</param>
    public DurableFunctions Functions(Func<ActivityInvocation, Task<object?>>? run = null)
    {
        DurableFunctions functions = new();
        functions.AddOrchestrator(nameof(ReserveStockOrchestrator), async context => await ReserveStockOrchestrator.RunAsync(context));
        functions.AddOrchestrator(nameof(EndOrderOrchestrator), async context => await EndOrderOrchestrator.RunAsync(context));
        foreach (string name in _activities.Keys)
        {
            functions.AddActivity(name, run ?? (call => RunAsync(name, call.InputJson, call.CancellationToken)));
        }

        return functions;
    }

    private void Add<TIn, TOut>(string name, Func<TIn, CancellationToken, Task<TOut>> activity) => _activities.Add(
        name, async (input, cancellation) => await activity(JsonDataConverter.Default.Deserialize<TIn>(input)!, cancellation));
}
