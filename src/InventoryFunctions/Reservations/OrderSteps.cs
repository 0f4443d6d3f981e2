using InventoryFunctions.Domain.Orders;
using InventoryFunctions.Domain.Reservations;
using InventoryFunctions.Workflows;
using Microsoft.DurableTask;

namespace InventoryFunctions.Reservations;

/// <summary>The steps that the orchestrations of orders put in order: which activity, with what, and how often it is tried.</summary>
/// <remarks>Part of the orchestrations, so just as deterministic: no clock, no settings, no storage.</remarks>
internal sealed class OrderSteps(TaskOrchestrationContext context, string orderId)
{
    /// <summary>A line is reserved, or found unavailable.</summary>
    public Task<OrderLineOutcome> ReserveAsync(OrderLine line, DateTimeOffset? holdUntil) =>
        context.CallActivityAsync<OrderLineOutcome>(nameof(ReserveLine), new LineToReserve(orderId, line, holdUntil), StepRetries.WithoutEnd);

    /// <summary>What a line took from the stock has left for good, or is back.</summary>
    public Task<EndedLine> EndAsync(string productId, ReservationEnd end) =>
        context.CallActivityAsync<EndedLine>(nameof(EndLine), new LineToEnd(orderId, productId, end), StepRetries.WithoutEnd);

    /// <summary>The outcome is on record and the world has heard of it; the one that stands comes back.</summary>
    public Task<OrderOutcome> ConcludeAsync(OrderOutcome outcome) =>
        context.CallActivityAsync<OrderOutcome>(nameof(ConcludeOrder), outcome, StepRetries.WithoutEnd);

    /// <summary>The end is on record; the one that stands comes back, or null where nothing can end so.</summary>
    public Task<EndedOrder?> RecordAsync(OrderEndCommand end) =>
        context.CallActivityAsync<EndedOrder?>(nameof(RecordOrderEnd), end, StepRetries.WithoutEnd);

    /// <summary>The world has heard of the end.</summary>
    public Task PublishAsync(EndedOrder ended) => context.CallActivityAsync(nameof(PublishOrderEnd), ended, StepRetries.WithoutEnd);
}
