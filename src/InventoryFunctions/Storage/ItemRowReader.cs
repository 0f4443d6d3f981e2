using System.Globalization;
using Azure.Data.Tables;
using InventoryFunctions.Domain.Inventory;
using InventoryFunctions.Domain.Validation;

namespace InventoryFunctions.Storage;

/// <summary>Reads the properties of an item row, whatever stands in them, and remembers the first that is not what it must be.</summary>
internal sealed class ItemRowReader(TableEntity row)
{
    public BrokenRule? Broken { get; private set; }

    public string? Text(string property) => row.TryGetValue(property, out object? value) && value is not string
        ? Refuse<string?>(property, "must be text", value)
        : (string?)value;

    public int Quantity(string property) => Value(property) switch
    {
        int quantity => quantity,
        long quantity and >= 0 and <= ItemRules.MaxQuantity => (int)quantity,
        object other => Refuse<int>(property, ItemRules.QuantityRule, other),
        null => Refuse<int>(property, ItemRules.QuantityRule, null),
    };

    public decimal Price(string property) => Value(property) is string text
        && decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal price)
            ? price
            : Refuse<decimal>(property, ItemRules.PriceRule, Value(property));

    public StockStatus Status(string property) =>
        Value(property) is string text && StockStatusNames.Parse(text) is { } status
            ? status
            : Refuse<StockStatus>(property, $"must be {StockStatusNames.InStock} or {StockStatusNames.OutOfStock}", Value(property));

    public long Version(string property) => Value(property) switch
    {
        long and > 0 and var version => version,
        int and > 0 and var version => version,
        var other => Refuse<long>(property, "must be a whole number above 0", other),
    };

    public DateTimeOffset Time(string property) =>
        Value(property) is DateTimeOffset time ? time : Refuse<DateTimeOffset>(property, "must be a time", Value(property));

    private object? Value(string property) => row.TryGetValue(property, out object? value) ? value : null;

    private T? Refuse<T>(string property, string rule, object? value)
    {
        string found = value is null ? "is missing" : string.Create(CultureInfo.InvariantCulture, $"is {value.GetType().Name} {value}");
        Broken ??= new BrokenRule(JsonName(property), $"{rule}, but in storage {found}");
        return default;
    }

    private static string JsonName(string property) => char.ToLowerInvariant(property[0]) + property[1..];
}
