using InventoryFunctions.Domain.Inventory;

namespace InventoryFunctions.Domain.Samples;

/// <summary>The sample items of the two originals.</summary>
public static class SampleItems
{
    /// <summary>The most sample items of the scheduled update (parity A4).</summary>
    public const int SchedulerLimit = 20;

    private static readonly string[] Categories = ["Electronics", "Clothing", "Food", "Books"];

    /// <summary>
    /// The items the scheduled update creates where there are none (parity A4): min(<paramref name="batchSize"/>, 20) of them, last
    /// updated an hour before <paramref name="now"/>. Their ids are the same every time, so that loading them twice changes nothing.
    /// </summary>
    public static IReadOnlyList<InventoryItem> Scheduler(int batchSize, DateTimeOffset now) =>
        [.. Enumerable.Range(0, Math.Min(batchSize, SchedulerLimit)).Select(i => new InventoryItem
        {
            ItemId = $"ITEM-{i + 1:x8}",
            Name = $"Product {i + 1}",
            Category = Categories[i % Categories.Length],
            Price = 19.99m + i,
            Stock = 100 + (10 * i),
            LastUpdated = now.AddHours(-1),
            Version = 1,
        })];

    /// <summary>The seven products of the inventory service (parity B1).</summary>
    public static IReadOnlyList<InventoryItem> Management(DateTimeOffset now) =>
    [
        Product("tv", 10, 2, 10, now),
        Product("laptop", 20, 5, 15, now),
        Product("keyboard", 30, 10, 20, now),
        Product("mouse", 50, 15, 30, now),
        Product("monitor", 25, 4, 10, now),
        Product("desk", 100, 20, 40, now),
        Product("chair", 40, 12, 30, now),
    ];

    private static InventoryItem Product(string name, int stock, int threshold, int minPurchaseQuantity, DateTimeOffset now) => new()
    {
        ItemId = name,
        Name = name,
        Stock = stock,
        Threshold = threshold,
        MinPurchaseQuantity = minPurchaseQuantity,
        LastUpdated = now,
        Version = 1,
    };
}
