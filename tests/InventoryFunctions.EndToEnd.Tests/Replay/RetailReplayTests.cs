using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using InventoryFunctions.Retail;
using InventoryFunctions.Retail.Catalogue;
using InventoryFunctions.Retail.Replay;
using InventoryFunctions.Testing;
using Xunit.Abstractions;

namespace InventoryFunctions.EndToEnd.Tests.Replay;

public sealed class RetailReplayTests(AzuriteFixture azurite, ITestOutputHelper output) : IClassFixture<AzuriteFixture>
{
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(5);

    // The largest order has 592 lines: those that meet in a shard share a transaction.
    private static readonly (string, string) ManyAtOnce = ("AzureFunctionsJobHost__extensions__durableTask__maxConcurrentActivityFunctions", "512");

    [RetailOrdersFact]
    [Trait("Parity", "D3")]
    [Trait("Parity", "D12")]
    public async Task Replay_RealOrders_EveryLineIsAccountedForAndASecondTimeChangesNothing()
    {
        RetailCatalogue catalogue = Read(RetailCatalogue.Derive);
        IReadOnlyList<RetailOrder> orders = RetailOrder.Of(Read(RetailFile.Read));
        // The stock is what was sold, so that an order can only fail by what is wrong with itself.
        HashSet<string> products = [.. catalogue.Items.Select(item => item.ItemId)];
        ILookup<string, RetailOrder> expected = orders.ToLookup(order =>
            order.Lines.Any(line => line.Quantity <= 0) ? "refused" : order.Lines.All(line => products.Contains(line.ProductId)) ? "Reserved" : "Unavailable");
        await using HostProcess host = await HostProcess.StartAsync(azurite.NewAccount(), ManyAtOnce);
        await ImportAsync(host.Http, catalogue);

        ReplayAccount account = await ReplayAsync(host.Http, orders);

        using StringWriter report = new();
        ReplayReport.Write(account, 1, report);
        output.WriteLine(report.ToString());
        Assert.Empty(account.Problems);
        Assert.Equal(catalogue.OrderLines, account.FileLines);
        Assert.Equal(
            expected.ToDictionary(end => end.Key, end => (end.Count(), end.Sum(order => order.Lines.Count))),
            account.Orders.ToDictionary(end => end.Key, end => (end.Value.Orders, end.Value.Lines)));
        Assert.Equal(expected["Reserved"].Sum(order => order.Lines.Count), account.Reserved.Lines);
        Assert.Equal(expected["Unavailable"].Sum(order => order.Lines.Count), account.Unavailable.Values.Sum(reason => reason.Lines));
        ILookup<string, long> sold = expected["Reserved"].SelectMany(order => order.Lines).ToLookup(line => line.ProductId, line => line.Quantity);
        Dictionary<string, long> left = catalogue.Items.ToDictionary(item => item.ItemId, item => item.Stock - sold[item.ItemId].Sum());
        Assert.Equal(left, await StockAsync(host.Http));

        await using DevCommand again = await DevCommand.RunAsync(
            "replay", RetailOrdersFactAttribute.OrdersFile!, "--address", host.Http.BaseAddress!.GetLeftPart(UriPartial.Authority));
        Assert.True(again.ExitCode == 0, string.Join(Environment.NewLine, again.Lines));
        Assert.Contains("everything is accounted for", again.Lines);
        Assert.Equal(left, await StockAsync(host.Http));
    }

    private static T Read<T>(Func<TextReader, T> read)
    {
        using StreamReader file = new(RetailOrdersFactAttribute.OrdersFile!);
        return read(file);
    }

    private static Task<ReplayAccount> ReplayAsync(HttpClient http, IReadOnlyList<RetailOrder> orders) =>
        new OrderReplay(new OrdersClient(http, TimeProvider.System), TimeProvider.System).RunAsync(orders, new ReplayOptions { File = "" }, CancellationToken.None);

    private static async Task ImportAsync(HttpClient http, RetailCatalogue catalogue)
    {
        using StringWriter file = new();
        catalogue.Write(file);
        using StringContent body = new(file.ToString(), Encoding.UTF8, new MediaTypeHeaderValue("text/csv"));
        using HttpResponseMessage accepted = await http.PostAsync(new Uri("inventory/import", UriKind.Relative), body);
        Uri job = new((await accepted.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("statusUrl").GetString()!);
        await Eventually.HoldsAsync(
            async () => (await http.GetFromJsonAsync<JsonElement>(job)).GetProperty("status").GetString() == "COMPLETED", "the catalogue is imported", Deadline);
    }

    private static async Task<Dictionary<string, long>> StockAsync(HttpClient http) =>
        (await ApiList.ReadAsync(http, "inventory")).ToDictionary(item => item.GetProperty("itemId").GetString()!, item => item.GetProperty("stock").GetInt64());
}
