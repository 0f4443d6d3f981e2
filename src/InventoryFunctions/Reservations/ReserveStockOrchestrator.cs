using InventoryFunctions.Domain.Orders;
using InventoryFunctions.Domain.Reservations;
using InventoryFunctions.Workflows;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace InventoryFunctions.Reservations;

/// <summary>
/// Decides an order (parity B4): reserve every line; where the order asks for all and not all could be reserved, give back what was; record the
/// outcome and tell the world; give back what an outcome that was recorded before does not count as reserved. Then, where a hold is set, wait for its end.
/// </summary>
/// <remarks>
/// Deterministic: it holds the order of the steps and nothing else. Changing that order, an activity's name or the shape of what it takes and returns
/// breaks orders in flight, and those are all that wait for the end of a hold.
/// </remarks>
public static class ReserveStockOrchestrator
{
    /// <summary>The event that ends the wait for the hold's end: the order was confirmed or released. Its payload says which, for readers of the history.</summary>
    public const string OrderEnded = nameof(OrderEnded);

    /// <summary>The orchestration.</summary>
    [Function(nameof(ReserveStockOrchestrator))]
    public static async Task<OrderOutcome> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        ReserveStockInput input = context.GetInput<ReserveStockInput>() ?? throw new InvalidOperationException("An order is needed.");
        Order order = input.Order;
        OrderSteps steps = new(context, order.OrderId);
        DateTimeOffset? holdUntil = input.HoldDuration is { } hold ? new DateTimeOffset(context.CurrentUtcDateTime + hold, TimeSpan.Zero) : null;

        OrderLineOutcome[] lines = await Task.WhenAll(order.Lines.Select(line => steps.ReserveAsync(line, holdUntil)));
        OrderOutcome outcome = OrderOutcome.Decide(order, lines);
        await Task.WhenAll(outcome.LinesThatAre(OrderLineStatus.Withdrawn).Select(line => steps.EndAsync(line.ProductId, ReservationEnd.Release)));
        OrderOutcome own = outcome;
        outcome = await steps.ConcludeAsync(own);
        await Task.WhenAll(own.ReservedBeyond(outcome).Select(line => steps.EndAsync(line.ProductId, ReservationEnd.Release)));

        if (outcome.HoldUntil is { } end && !await context.IsToldBeforeAsync(context.WaitForExternalEvent<ReservationEnd>(OrderEnded), end))
        {
            await EndOrderOrchestrator.EndAsync(context, new OrderEndCommand(order.OrderId, ReservationEnd.Expire));
        }

        return outcome;
    }
}
