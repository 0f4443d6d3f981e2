// Derives a catalogue from a retailer's order lines: dotnet run --project tools/catalogue ORDERS.csv > catalogue.csv
using InventoryFunctions.Catalogue;

if (args is not [var file] || !File.Exists(file))
{
    await Console.Error.WriteLineAsync("Usage: dotnet run --project tools/catalogue ORDERS.csv > catalogue.csv");
    return 2;
}

using StreamReader orders = new(file);
RetailCatalogue catalogue = RetailCatalogue.Derive(orders);
await using StreamWriter output = new(Console.OpenStandardOutput());
catalogue.Write(output);
foreach ((string code, int lines) in catalogue.LeftOut)
{
    await Console.Error.WriteLineAsync($"left out, no product code: {code} (order lines: {lines})");
}

await Console.Error.WriteLineAsync($"{catalogue.Items.Count} items from {catalogue.OrderLines} order lines");
return 0;
