using InventoryFunctions.Domain.StockLevels;
using InventoryFunctions.Workflows;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace InventoryFunctions.StockLevels;

/// <summary>
/// Checks an item's stock after a change (parity B8). Two branches at once: low stock asks for a purchase order and tells the administrator; no stock marks
/// the item out of stock, unless some has come back (parity D8), and tells the administrator.
/// </summary>
/// <remarks>Deterministic. Changing the order of the steps, their names or what they take breaks checks in flight.</remarks>
public static class CheckInventoryLevelOrchestrator
{
    /// <summary>The orchestration.</summary>
    [Function(nameof(CheckInventoryLevelOrchestrator))]
    public static async Task<LevelCheckResult> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        LevelCheck check = context.GetInput<LevelCheck>() ?? throw new InvalidOperationException("An item is needed.");
        Task<bool> low = LowAsync(context, check);
        Task<bool> gone = GoneAsync(context, check);
        await Task.WhenAll(low, gone);
        return new LevelCheckResult(await low, await gone);
    }

    private static async Task<bool> LowAsync(TaskOrchestrationContext context, LevelCheck check)
    {
        if (!StockLevelCheck.IsLow(check.Item))
        {
            return false;
        }

        await context.CallActivityAsync(nameof(ReportLowStock), check, StepRetries.WithoutEnd);
        return true;
    }

    private static async Task<bool> GoneAsync(TaskOrchestrationContext context, LevelCheck check)
    {
        if (!StockLevelCheck.IsGone(check.Item) || !await context.CallActivityAsync<bool>(nameof(MarkOutOfStock), check, StepRetries.WithoutEnd))
        {
            return false;
        }

        await context.CallActivityAsync(nameof(ReportNoStock), check, StepRetries.WithoutEnd);
        return true;
    }
}
