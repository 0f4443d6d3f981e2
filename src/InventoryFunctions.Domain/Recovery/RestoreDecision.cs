using InventoryFunctions.Domain.Inventory;

namespace InventoryFunctions.Domain.Recovery;

/// <summary>
/// How an item is brought back to what it was at a moment. Jobs, imports, requests and checks since are undone. Orders are not: what they reserved since
/// stays promised, what they gave back stays given back, so that no customer loses what was confirmed to him and no piece is sold twice. Nor are purchase
/// orders: what was bought since is there, whatever the inventory was brought back to.
/// </summary>
/// <param name="Report">What is done, and why.</param>
/// <param name="After">The item to store, or null where it is deleted or nothing is stored.</param>
public sealed record RestoreDecision(ItemRestoration Report, InventoryItem? After)
{
    /// <summary>Why an item that did not exist is kept.</summary>
    public const string HeldByOrders = "did not exist then, but orders hold pieces of it; confirm or release them, then delete it";

    /// <summary>Why an item that did not exist is kept.</summary>
    public const string Bought = "did not exist then, but pieces of it were bought since; delete it where they are gone";

    /// <summary>Whether something is to be stored.</summary>
    public bool IsChange => Report.Action is RestoreAction.Changed or RestoreAction.Recreated or RestoreAction.Removed;

    /// <summary>What becomes of an item.</summary>
    /// <param name="itemId">The item.</param>
    /// <param name="trail">What is recorded since the moment, complete.</param>
    /// <param name="present">The item as it is, or null where there is none.</param>
    /// <param name="isHeld">Whether orders hold pieces of it; only asked where the item did not exist.</param>
    /// <param name="now">The time of the change.</param>
    public static RestoreDecision Of(string itemId, ItemTrail trail, InventoryItem? present, bool isHeld, DateTimeOffset now)
    {
        ItemRestoration report = new()
        {
            ItemId = itemId,
            Action = RestoreAction.Unchanged,
            RecordedStock = trail.AtStart?.Stock,
            ReservedSince = trail.Reserved,
            ReturnedSince = trail.Returned,
            ReceivedSince = trail.Received,
            Stock = present?.Stock,
        };
        if (trail.AtStart is not { } recorded)
        {
            return present switch
            {
                null => new RestoreDecision(report, null),
                _ when isHeld => new RestoreDecision(report with { Action = RestoreAction.Kept, Reason = HeldByOrders }, null),
                _ when trail.Received > 0 => new RestoreDecision(report with { Action = RestoreAction.Kept, Reason = Bought }, null),
                _ => new RestoreDecision(report with { Action = RestoreAction.Removed, Stock = null }, null),
            };
        }

        long covered = recorded.Stock - trail.Reserved + trail.Returned + trail.Received;
        int stock = (int)Math.Clamp(covered, 0, ItemRules.MaxQuantity);
        report = report with { Stock = stock, Shortfall = Math.Max(0, -covered) };
        InventoryItem wanted = recorded with
        {
            Stock = stock,
            Status = StatusOf(recorded, stock),
            Version = present?.Version ?? 0,
            LastUpdated = present?.LastUpdated ?? recorded.LastUpdated,

            // A batch update's mark stays: without it a late attempt of its step would update the item again (parity D9).
            LastExecutionId = present is null ? recorded.LastExecutionId : present.LastExecutionId,
        };
        return wanted == present
            ? new RestoreDecision(report, null)
            : new RestoreDecision(
                report with { Action = present is null ? RestoreAction.Recreated : RestoreAction.Changed }, wanted.NextVersion(now));
    }

    // Stock that came back makes an item available (parity B5), and stock that is gone ends that (parity B8): the level check would only say once more, to
    // everybody, what it said when the item sold out. Otherwise the status is what it was.
    private static StockStatus StatusOf(InventoryItem recorded, int stock) => (recorded.Stock, stock) switch
    {
        (0, > 0) => StockStatus.InStock,
        (> 0, 0) => StockStatus.OutOfStock,
        _ => recorded.Status,
    };

    /// <summary>The item stays as it is.</summary>
    public static RestoreDecision Fail(string itemId, InventoryItem? present, string reason) =>
        new(new ItemRestoration { ItemId = itemId, Action = RestoreAction.Failed, Stock = present?.Stock, Reason = reason }, null);
}
