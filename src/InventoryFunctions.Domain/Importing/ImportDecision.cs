using System.Globalization;
using InventoryFunctions.Domain.Inventory;
using InventoryFunctions.Domain.Validation;

namespace InventoryFunctions.Domain.Importing;

/// <summary>Decides what a row does.</summary>
public static class ImportDecision
{
    /// <summary>
    /// What <paramref name="row"/> makes of <paramref name="present"/> (null: the item does not exist). Cells that were not given keep
    /// what is there, and leave a new item its defaults. Version and time are left to the caller, who may apply several rows at once.
    /// </summary>
    public static ImportOutcome Decide(InventoryItem? present, ImportRow row, ImportMode mode)
    {
        InventoryItem before = present ?? new InventoryItem { ItemId = row.ItemId };
        long stock = mode == ImportMode.Add ? (long)before.Stock + (row.Stock ?? 0) : row.Stock ?? before.Stock;
        if (stock is < 0 or > ItemRules.MaxQuantity)
        {
            string sum = string.Create(CultureInfo.InvariantCulture, $"{before.Stock} {(row.Stock < 0 ? '-' : '+')} {Math.Abs(row.Stock ?? 0)} is {stock}");
            return new ImportOutcome.Refused(new BrokenRule("stock", $"{ItemRules.QuantityRule}, but {sum}"));
        }

        InventoryItem after = before with
        {
            Name = row.Name ?? before.Name,
            Category = row.Category ?? before.Category,
            Price = row.Price ?? before.Price,
            Threshold = row.Threshold ?? before.Threshold,
            MinPurchaseQuantity = row.MinPurchaseQuantity ?? before.MinPurchaseQuantity,
        };
        if (stock != before.Stock)
        {
            after = after.WithStock((int)stock);
        }

        return present is null ? new ImportOutcome.Created(after)
            : after == present ? new ImportOutcome.Unchanged()
            : new ImportOutcome.Changed(after);
    }
}
