using InventoryFunctions.Domain.Events;
using InventoryFunctions.Domain.Inventory;

namespace InventoryFunctions.StockLevels;

/// <summary>How stock-level checks word and number their events: one change gives one id of each kind, so that a repetition is recognised.</summary>
internal static class LevelEvents
{
    public const string LowSubject = "Inventory level is below threshold";
    public const string GoneSubject = "Inventory level is zero";

    public static string IdOf<TData>(LevelCheck check)
        where TData : IEventData => $"{check.ChangeId}/{check.Item.ItemId}/{TData.EventType}";

    public static string IdOf<TData>(LevelCheck check, string level)
        where TData : IEventData => $"{IdOf<TData>(check)}/{level}";

    public static string DescribeLow(InventoryItem item) =>
        FormattableString.Invariant($"Of {item.ItemId} there are {item.Stock}; more is to be bought at {item.Threshold} or below.");
}
