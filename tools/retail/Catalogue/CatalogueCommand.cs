namespace InventoryFunctions.Retail.Catalogue;

/// <summary>The command <c>catalogue</c>: CSV to standard output, everything else to standard error.</summary>
internal static class CatalogueCommand
{
    public static async Task<int> RunAsync(string file)
    {
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
    }
}
