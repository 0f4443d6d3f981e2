using InventoryFunctions.Domain.Inventory;
using InventoryFunctions.Domain.Validation;

namespace InventoryFunctions.Domain.BatchUpdates;

/// <summary>The rule of the scheduled update: stock + 10, lastUpdated, lastExecutionId (parity A3).</summary>
public static class Restock
{
    /// <summary>Pieces added to each item. The default value is 10.</summary>
    public const int DefaultAmount = 10;

    /// <summary>Decides what execution <paramref name="executionId"/> does with <paramref name="item"/>; asked again, it changes nothing.</summary>
    public static RestockOutcome Decide(InventoryItem item, int amount, string executionId, DateTimeOffset now)
    {
        if (item.LastExecutionId == executionId)
        {
            return new RestockOutcome.AlreadyRestocked();
        }

        long stock = (long)item.Stock + amount;
        return stock is >= 0 and <= ItemRules.MaxQuantity
            ? new RestockOutcome.Restocked(item.WithStock((int)stock).NextVersion(now) with { LastExecutionId = executionId })
            : new RestockOutcome.Refused(new BrokenRule("stock", $"{ItemRules.QuantityRule}, but {item.Stock} + {amount} is {stock}"));
    }
}
