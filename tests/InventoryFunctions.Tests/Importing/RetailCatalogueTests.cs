using System.Diagnostics;
using System.Text.Json;
using InventoryFunctions.Retail.Catalogue;
using InventoryFunctions.Testing;
using Xunit.Abstractions;

namespace InventoryFunctions.Tests.Importing;

public sealed class RetailCatalogueTests(AzuriteFixture azurite, ITestOutputHelper output) : IClassFixture<AzuriteFixture>
{
    [Fact]
    public void Derive_DirtyLines_GiveOneItemAProduct()
    {
        RetailCatalogue catalogue = RetailCatalogue.Derive(new StringReader(
            """
            InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country
            536365,85123A,WHITE HOLDER,6,2010-12-01 08:26:00,2.55,17850.0,United Kingdom
            536366,85123a,WHITE HOLDER,5,2010-12-01 08:28:00,2.95,17850.0,United Kingdom
            536367,85123A,damaged,1,2010-12-01 08:34:00,0.0,,United Kingdom
            C536379,85123A,WHITE HOLDER,-4,2010-12-01 09:41:00,2.55,14527.0,United Kingdom
            536370,21134,,1,2010-12-01 08:45:00,0.0,,United Kingdom
            536371,POST,POSTAGE,3,2010-12-01 08:45:00,18.0,12583.0,France
            """));

        Assert.Equal(
            [
                new CatalogueItem { ItemId = "21134", Name = "", Price = null, Stock = 1, Threshold = 1, MinPurchaseQuantity = 1 },
                new CatalogueItem { ItemId = "85123A", Name = "WHITE HOLDER", Price = 2.55m, Stock = 12, Threshold = 2, MinPurchaseQuantity = 3 },
            ],
            catalogue.Items);
        Assert.Equal([("POST", 1)], catalogue.LeftOut);
    }

    [RetailOrdersFact]
    public async Task Import_CatalogueOfRealOrders_ThenABatchUpdate_EveryItemOnce()
    {
        RetailCatalogue catalogue;
        using (StreamReader orders = new(RetailOrdersFactAttribute.OrdersFile!))
        {
            catalogue = RetailCatalogue.Derive(orders);
        }

        using StringWriter file = new();
        catalogue.Write(file);
        await using RunningImports app = await RunningImports.StartAsync(azurite);

        long start = Stopwatch.GetTimestamp();
        JsonElement import = await app.ImportAsync(RunningImports.Csv(file.ToString()));
        output.WriteLine($"{catalogue.OrderLines} order lines, {catalogue.Items.Count} items imported in {Stopwatch.GetElapsedTime(start)}");
        JsonElement again = await app.ImportAsync(RunningImports.Csv(file.ToString()));
        start = Stopwatch.GetTimestamp();
        (_, JsonElement started) = await app.PostAsync("jobs", null);
        JsonElement update = await app.EndOfAsync(started.GetProperty("statusUrl").GetString()!);
        output.WriteLine($"batch update in {Stopwatch.GetElapsedTime(start)}");

        Assert.Equal(catalogue.Items.Count, import.GetProperty("itemsProcessed").GetInt32());
        Assert.Equal(0, import.GetProperty("itemsFailed").GetInt32());
        Assert.Equal(import.GetProperty("executionId").GetString(), again.GetProperty("executionId").GetString());
        Assert.Equal(catalogue.Items.Count, update.GetProperty("itemsProcessed").GetInt32());
        Assert.Equal(0, update.GetProperty("itemsFailed").GetInt32());
        Dictionary<string, int> stocks = (await app.ListAsync("inventory"))
            .ToDictionary(item => item.GetProperty("itemId").GetString()!, item => item.GetProperty("stock").GetInt32());
        Assert.Equal(catalogue.Items.ToDictionary(item => item.ItemId, item => item.Stock + 10), stocks);
    }
}
