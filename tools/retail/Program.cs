// What to do with a retailer's order lines: dotnet run --project tools/retail catalogue ORDERS.csv > catalogue.csv, and dotnet run dev.cs replay ORDERS.csv
using InventoryFunctions.Retail.Catalogue;
using InventoryFunctions.Retail.Replay;

try
{
    return args switch
    {
        ["catalogue", var file] => await CatalogueCommand.RunAsync(file),
        ["replay", .. var rest] => await ReplayCommand.RunAsync(ReplayOptions.Parse(rest), CancellationToken.None),
        _ => throw new ArgumentException($"usage: catalogue FILE | {ReplayOptions.Usage}"),
    };
}
catch (ArgumentException usage)
{
    await Console.Error.WriteLineAsync(usage.Message);
    return 2;
}
catch (Exception unusable) when (unusable is IOException or InvalidDataException or UnauthorizedAccessException)
{
    await Console.Error.WriteLineAsync(unusable.Message);
    return 1;
}
