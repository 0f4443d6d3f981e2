using System.Globalization;
using InventoryFunctions.Domain.Inventory;

namespace InventoryFunctions.Domain.Recovery;

/// <summary>Says in words how an item differs from what is recorded of it.</summary>
internal static class ItemDifferences
{
    private const int MaxValue = 100;

    private static readonly IReadOnlyList<(string Field, Func<InventoryItem, object?> Value)> Fields =
    [
        ("stock", item => item.Stock),
        ("status", item => item.Status),
        ("version", item => item.Version),
        ("lastUpdated", item => item.LastUpdated.UtcDateTime.ToString("O", CultureInfo.InvariantCulture)),
        ("name", item => item.Name),
        ("category", item => item.Category),
        ("price", item => item.Price),
        ("threshold", item => item.Threshold),
        ("minPurchaseQuantity", item => item.MinPurchaseQuantity),
        ("lastExecutionId", item => item.LastExecutionId),
    ];

    /// <summary>For example <c>stock is 7, recorded 5; version is 3, recorded 2</c>.</summary>
    public static string Describe(InventoryItem? recorded, InventoryItem? found) => (recorded, found) switch
    {
        (null, _) => "there is an item where the record has none",
        (_, null) => "there is no item where the record has one",
        _ => string.Join("; ", Fields
            .Select(field => (field.Field, Recorded: field.Value(recorded), Found: field.Value(found)))
            .Where(field => !Equals(field.Recorded, field.Found))
            .Select(field => $"{field.Field} is {Text(field.Found)}, recorded {Text(field.Recorded)}")),
    };

    private static string Text(object? value)
    {
        string text = Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
        return text.Length == 0 ? "nothing" : text.Length <= MaxValue ? text : text[..MaxValue] + "…";
    }
}
