using InventoryFunctions.Domain.Events;
using InventoryFunctions.Domain.PurchaseOrders;
using InventoryFunctions.Workflows;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace InventoryFunctions.PurchaseOrders;

/// <summary>
/// Has a purchase order decided, and carries the decision out (parity B5): ask somebody; wait for the decision, for weeks where it takes weeks, with
/// reminders, an escalation and an end; approved, add to the stock; record that all is done. What counts is the decision on record, which is read at
/// every wake: an event that got lost costs time, until the next timer or sweep, and nothing else.
/// </summary>
/// <remarks>
/// Deterministic: it holds the order of the steps and nothing else. Changing that order, an activity's name or the shape of what it takes and returns
/// breaks purchase orders in flight, and those wait for weeks.
/// </remarks>
public static class CreatePurchaseOrderOrchestrator
{
    // So many wakes make a history that is still read quickly; with the default settings an order takes about as many in its whole life.
    private const int WakesPerGeneration = 40;

    /// <summary>The orchestration.</summary>
    /// <returns>How the order ended; null for a generation that another follows.</returns>
    [Function(nameof(CreatePurchaseOrderOrchestrator))]
    public static async Task<PurchaseOrderEnd?> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        PurchaseOrderInput input = context.GetInput<PurchaseOrderInput>() ?? throw new InvalidOperationException("A purchase order is needed.");
        if (await DecidedAsync(context, input) is not { } status)
        {
            return null;
        }

        PurchasedStock? stock = status == PurchaseOrderStatus.Approved
            ? await context.CallActivityAsync<PurchasedStock?>(nameof(AddPurchasedStock), input.PurchaseOrderId, StepRetries.WithoutEnd)
                ?? throw new InvalidOperationException($"There is no approved purchase order {input.PurchaseOrderId} that could be read; nothing of it comes into the stock.")
            : null;
        PurchaseOrderEnd end = new(input.PurchaseOrderId, status, stock);
        if (end.IsAlert)
        {
            await context.CallActivityAsync(nameof(ReportPurchaseOrder), end, StepRetries.WithoutEnd);
        }

        return await context.CallActivityAsync<bool>(nameof(SettlePurchaseOrder), end, StepRetries.WithoutEnd)
            ? end
            : throw new InvalidOperationException($"There is no purchase order {input.PurchaseOrderId} that could be read and is {status}; that it is done is not recorded.");
    }

    /// <summary>The decision; null where the next generation waits for it.</summary>
    private static async Task<PurchaseOrderStatus?> DecidedAsync(TaskOrchestrationContext context, PurchaseOrderInput input)
    {
        ApprovalSchedule schedule = input.Schedule;
        DateTimeOffset asked = input.AskedUntil ?? schedule.RequestedAt;
        IReadOnlyList<ApprovalCall> calls = input.AskedUntil is null ? [new ApprovalCall(ApprovalRequestKind.Request, 0, asked)] : [];
        DateTimeOffset until = asked;
        Task<string>? told = null;
        for (int wakes = 0; wakes < WakesPerGeneration; wakes++)
        {
            string look = until < schedule.ExpiresAt ? nameof(ReadDecision) : nameof(ExpirePurchaseOrder);
            PurchaseOrderStatus status = await context.CallActivityAsync<PurchaseOrderStatus?>(look, input.PurchaseOrderId, StepRetries.WithoutEnd)
                ?? throw new InvalidOperationException($"There is no purchase order {input.PurchaseOrderId} that could be read.");
            if (status != PurchaseOrderStatus.PendingApproval)
            {
                return status;
            }

            foreach (ApprovalCall call in calls)
            {
                await context.CallActivityAsync(nameof(AskForApproval), new ApprovalRequest(input.PurchaseOrderId, call), StepRetries.WithoutEnd);
            }

            asked = until;
            DateTimeOffset due = schedule.NextAfter(asked);
            context.SetCustomStatus(new { waitsUntil = due });
            told = Told(context, told);
            if (!await context.IsToldBeforeAsync(told, due))
            {
                DateTimeOffset now = new(context.CurrentUtcDateTime, TimeSpan.Zero);
                until = now > due ? now : due;
            }

            calls = schedule.Due(asked, until);
        }

        // What is due is due in the next generation as well.
        context.ContinueAsNew(input with { AskedUntil = asked });
        return null;
    }

    // One wait until it has come.
    private static Task<string> Told(TaskOrchestrationContext context, Task<string>? before) =>
        before is { IsCompleted: false } ? before : context.WaitForExternalEvent<string>(PurchaseOrderWorkflows.PurchaseOrderDecided);
}
