using InventoryFunctions.Domain.Orders;
using InventoryFunctions.Domain.Reservations;
using Microsoft.DurableTask;

namespace InventoryFunctions.Reservations;

/// <summary>The steps that the orchestrations of orders put in order: which activity, with what, and how often it is tried.</summary>
/// <remarks>Part of the orchestrations, so just as deterministic: no clock, no settings, no storage.</remarks>
internal sealed class OrderSteps(TaskOrchestrationContext context, string orderId)
{
    // Whatever storage or the event bus are away for, a step goes on: an orchestration that gave up would leave an order undecided, or half of it ended. What
    // no attempt can mend, such as a row that is not sound, is no failure of a step.
    private static readonly TaskOptions Persistently = TaskOptions.FromRetryPolicy(
        new RetryPolicy(maxNumberOfAttempts: int.MaxValue, TimeSpan.FromSeconds(1), backoffCoefficient: 2, maxRetryInterval: TimeSpan.FromMinutes(5)));

    /// <summary>A line is reserved, or found unavailable.</summary>
    public Task<OrderLineOutcome> ReserveAsync(OrderLine line, DateTimeOffset? holdUntil) =>
        context.CallActivityAsync<OrderLineOutcome>(nameof(ReserveLine), new LineToReserve(orderId, line, holdUntil), Persistently);

    /// <summary>What a line took from the stock has left for good, or is back.</summary>
    public Task<EndedLine> EndAsync(string productId, ReservationEnd end) =>
        context.CallActivityAsync<EndedLine>(nameof(EndLine), new LineToEnd(orderId, productId, end), Persistently);

    /// <summary>The outcome is on record; the one that stands comes back.</summary>
    public Task<OrderOutcome> RecordAsync(OrderOutcome outcome) =>
        context.CallActivityAsync<OrderOutcome>(nameof(RecordOrderOutcome), outcome, Persistently);

    /// <summary>The end is on record; the one that stands comes back, or null where nothing can end so.</summary>
    public Task<EndedOrder?> RecordAsync(OrderEndCommand end) =>
        context.CallActivityAsync<EndedOrder?>(nameof(RecordOrderEnd), end, Persistently);

    /// <summary>The world has heard of the outcome.</summary>
    public Task PublishAsync(OrderOutcome outcome) => context.CallActivityAsync(nameof(PublishOrderOutcome), outcome, Persistently);

    /// <summary>The world has heard of the end.</summary>
    public Task PublishAsync(EndedOrder ended) => context.CallActivityAsync(nameof(PublishOrderEnd), ended, Persistently);
}
