using InventoryFunctions.Domain.Reservations;
using InventoryFunctions.Orders;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace InventoryFunctions.Reservations;

/// <summary>
/// Ends an order's reservations: record the end, which the first one wins; end every line so; tell the world; and tell the order's own
/// orchestration, which may be waiting for the end of a hold.
/// </summary>
/// <remarks>Deterministic, and as hard to change as <see cref="ReserveStockOrchestrator"/>, which runs the same steps when a hold is over.</remarks>
public static class EndOrderOrchestrator
{
    /// <summary>The orchestration.</summary>
    /// <returns>The end that stands, or null where the order holds nothing that could end so.</returns>
    [Function(nameof(EndOrderOrchestrator))]
    public static async Task<EndedOrder?> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        OrderEndCommand command = context.GetInput<OrderEndCommand>() ?? throw new InvalidOperationException("An order's end is needed.");
        EndedOrder? ended = await EndAsync(context, command);
        if (ended is { IsHeld: true })
        {
            context.SendEvent(OrderWorkflows.InstanceIdOf(ended.OrderId), ReserveStockOrchestrator.OrderEnded, ended.End);
        }

        return ended;
    }

    /// <summary>The steps, for whichever orchestration.</summary>
    internal static async Task<EndedOrder?> EndAsync(TaskOrchestrationContext context, OrderEndCommand command)
    {
        OrderSteps steps = new(context, command.OrderId);
        if (await steps.RecordAsync(command) is not { } ended)
        {
            return null;
        }

        EndedLine[] lines = await Task.WhenAll(ended.Lines.Select(line => steps.EndAsync(line.ProductId, ended.End)));
        ended = ended with { Lines = lines };
        if (ended.End != ReservationEnd.Confirm)
        {
            await steps.PublishAsync(ended);
        }

        return ended;
    }
}
