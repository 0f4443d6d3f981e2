using Azure;
using Azure.Data.Tables;
using InventoryFunctions.Domain.PurchaseOrders;

namespace InventoryFunctions.PurchaseOrders;

/// <summary>
/// Decides, expires and settles purchase orders: each in one transaction with the rows that guard it, on condition that the order is as it was read. Where
/// somebody else was faster, it is read and decided again.
/// </summary>
internal sealed class PurchaseOrderChanges(PurchaseOrderTable table, PurchaseOrderMetrics metrics, TimeProvider clock)
{
    private const int MaxAttempts = 100;

    /// <summary>What became of the order, or null where there is none.</summary>
    public async Task<PurchaseOrderOutcome?> ApplyAsync(
        string purchaseOrderId, PurchaseOrderCommand command, DateTimeOffset notBefore, CancellationToken cancellationToken)
    {
        string changeId = Guid.CreateVersion7(clock.GetUtcNow()).ToString("N");
        PurchaseOrderOutcome? sent = null;
        for (int attempt = 0; attempt < MaxAttempts; attempt++)
        {
            if (PurchaseOrderKeys.OrderRow(purchaseOrderId) is not { } key || await table.FindAsync(key, cancellationToken) is not { } row)
            {
                return null;
            }

            if (sent is not null && PurchaseOrderRow.IsChangedBy(row, sent, changeId))
            {
                // The transaction was stored, and its answer lost.
                return Counted(sent);
            }

            DateTimeOffset now = clock.GetUtcNow();
            PurchaseOrderOutcome outcome = PurchaseOrderTransitions.Apply(PurchaseOrderRow.Read(row), command, now > notBefore ? now : notBefore);
            if (!outcome.Changes)
            {
                return outcome;
            }

            if (await table.TrySubmitAsync(await WriteAsync(outcome, changeId, row.ETag, cancellationToken), cancellationToken))
            {
                return Counted(outcome);
            }

            sent = outcome;
        }

        throw new InvalidOperationException($"Purchase order {purchaseOrderId} was changed by others during each of {MaxAttempts} attempts to change it.");
    }

    private PurchaseOrderOutcome Counted(PurchaseOrderOutcome outcome)
    {
        if (outcome is PurchaseOrderOutcome.Decided { Order.Status: var status })
        {
            metrics.Became(status);
        }

        return outcome;
    }

    private async Task<List<TableTransactionAction>> WriteAsync(
        PurchaseOrderOutcome outcome, string changeId, ETag read, CancellationToken cancellationToken)
    {
        PurchaseOrder order = outcome.Order;
        TableEntity changed = PurchaseOrderRow.Write(order);
        PurchaseOrderRow.MarkChangedBy(changed, outcome, changeId);

        // Merged: what an earlier change was marked with stays.
        List<TableTransactionAction> actions = [new(TableTransactionActionType.UpdateMerge, changed, read)];
        switch (outcome)
        {
            case PurchaseOrderOutcome.Decided:
                TableEntity? open = await table.FindAsync(PurchaseOrderKeys.OpenRow(order.ProductId), cancellationToken);
                if (open is not null && PurchaseOrderRow.ReadId(open) == order.PurchaseOrderId)
                {
                    actions.Add(new TableTransactionAction(TableTransactionActionType.Delete, open, open.ETag));
                }

                actions.Add(PurchaseOrderRow.Unsettled(order));
                break;
            case PurchaseOrderOutcome.Settled when await table.FindAsync(PurchaseOrderKeys.SettleRow(order.PurchaseOrderId), cancellationToken) is { } settle:
                actions.Add(new TableTransactionAction(TableTransactionActionType.Delete, settle, settle.ETag));
                break;
        }

        return actions;
    }
}
