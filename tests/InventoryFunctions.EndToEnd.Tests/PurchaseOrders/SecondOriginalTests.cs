using System.Globalization;
using System.Net;
using System.Text.Json;

namespace InventoryFunctions.EndToEnd.Tests.PurchaseOrders;

/// <summary>The whole second original, on what <c>dotnet run dev.cs up</c> starts.</summary>
public sealed class SecondOriginalTests : IDisposable
{
    private readonly TemporaryFolder _data = new();

    public void Dispose() => _data.Dispose();

    [Fact]
    [Trait("Parity", "B4")]
    [Trait("Parity", "B5")]
    [Trait("Parity", "B6")]
    [Trait("Parity", "B9")]
    [Trait("Parity", "D6")]
    public async Task OrderBeyondStock_ApprovedOnThePage_IsBoughtOnceAndTheNextOrderIsReserved()
    {
        await using RunningApp app = await RunningApp.StartAsync(_data.Path);
        InventoryApi api = new(app.Http);
        await api.LoadSamplesAsync();

        JsonElement refused = await api.OrderAsync("first", 12);
        Assert.Equal("Unavailable", Text(refused, "status"));
        JsonElement line = Assert.Single(refused.GetProperty("lines").EnumerateArray());
        Assert.Equal((10, "insufficient"), (line.GetProperty("availableQuantity").GetInt32(), Text(line, "reason")));
        JsonElement told = await api.NotificationAsync(notification => notification.TryGetProperty("orderId", out JsonElement id) && id.ValueEquals("first"));
        Assert.Equal("Stock unavailable", Text(told, "subject"));

        JsonElement asked = await api.PurchaseOrderAsync(order => Text(order, "productId") == InventoryApi.Product);
        Assert.Equal(("PendingApproval", 10 + 12), (Text(asked, "status"), asked.GetProperty("quantity").GetInt32()));

        Uri link = await api.LinkAsync(Text(asked, "purchaseOrderId"));
        await app.Http.GetStringAsync(link);
        using (HttpRequestMessage head = new(HttpMethod.Head, link))
        using (HttpResponseMessage looked = await app.Http.SendAsync(head))
        {
            Assert.Equal(HttpStatusCode.OK, looked.StatusCode);
        }

        ApprovalForm form = await ApprovalForm.OpenAsync(app.Http, link);
        Assert.Equal(asked.GetRawText(), (await api.PurchaseOrderAsync(_ => true)).GetRawText());
        Assert.Equal(10, (await api.ItemAsync()).GetProperty("stock").GetInt32());

        (HttpStatusCode status, string page) = await form.SendAsync(app.Http, "approve", "before Christmas");
        Assert.True(status == HttpStatusCode.OK, page);
        JsonElement bought = await api.PurchaseOrderAsync(IsSettled);
        await AssertBoughtAsync(api, bought, quantity: 22, stock: 32);
        Assert.Equal(("administrator", "before Christmas"), (Text(bought, "decidedBy"), Text(bought, "comment")));

        foreach (string action in new[] { "approve", "reject" })
        {
            (status, page) = await form.SendAsync(app.Http, action);
            Assert.Equal(HttpStatusCode.Conflict, status);
            Assert.Contains($"datetime=\"{SecondOf(bought, "decidedAt")}\"", page, StringComparison.Ordinal);
        }

        Assert.Equal(bought.GetRawText(), (await api.PurchaseOrderAsync(_ => true)).GetRawText());
        Assert.Equal("Reserved", Text(await api.OrderAsync("second", 12), "status"));
        Assert.Equal(20, (await api.ItemAsync()).GetProperty("stock").GetInt32());
        await app.StopAsync();
    }

    [Fact]
    [Trait("Parity", "B5")]
    [Trait("Parity", "B6")]
    [Trait("Parity", "D5")]
    [Trait("Parity", "D6")]
    public async Task PurchaseOrder_HostKilledWhileItWaitsAndRightAfterTheDecision_IsDecidedByTheOldLinkAndBoughtOnce()
    {
        Uri link;
        int port;
        await using (RunningApp first = await RunningApp.StartAsync(_data.Path))
        {
            port = first.Http.BaseAddress!.Port;
            InventoryApi api = new(first.Http);
            await api.LoadSamplesAsync();
            Assert.Equal("Reserved", Text(await api.OrderAsync("all", 10), "status"));
            await api.UntilAsync($"inventory/{InventoryApi.Product}", item => Text(item, "status") == "OUT OF STOCK");
            JsonElement refused = await api.OrderAsync("more", 12);
            Assert.Equal("outOfStock", Text(refused.GetProperty("lines")[0], "reason"));

            // Both requests have counted, the check's and the order's: whichever a killed host held would open an order of its own after the decision.
            JsonElement asked = await api.PurchaseOrderAsync(order => order.GetProperty("requestCount").GetInt32() == 2);
            Assert.Equal(10 + 12, asked.GetProperty("quantity").GetInt32());
            Assert.Equal("PendingApproval", Text(asked, "status"));
            link = await api.LinkAsync(Text(asked, "purchaseOrderId"));
            await KillHostAsync(first);
        }

        await using (RunningApp second = await RunningApp.StartOnAsync(port, _data.Path))
        {
            ApprovalForm form = await ApprovalForm.OpenAsync(second.Http, link);
            (HttpStatusCode status, string page) = await form.SendAsync(second.Http, "approve");
            Assert.True(status == HttpStatusCode.OK, page);
            await KillHostAsync(second);
        }

        await using RunningApp third = await RunningApp.StartOnAsync(port, _data.Path);
        InventoryApi after = new(third.Http);
        await AssertBoughtAsync(after, await after.PurchaseOrderAsync(IsSettled), quantity: 22, stock: 22);
        Assert.Contains("was approved by administrator", await third.Http.GetStringAsync(link), StringComparison.Ordinal);
        Assert.Equal("Reserved", Text(await after.OrderAsync("again", 12), "status"));
        await third.StopAsync();
    }

    private static async Task AssertBoughtAsync(InventoryApi api, JsonElement order, int quantity, int stock)
    {
        Assert.Equal(("Approved", quantity), (Text(order, "status"), order.GetProperty("stockAdded").GetInt32()));
        JsonElement item = await api.ItemAsync();
        Assert.Equal((stock, "IN STOCK"), (item.GetProperty("stock").GetInt32(), Text(item, "status")));
        JsonElement step = Assert.Single(await api.PurchasesAsync());
        Assert.Equal(Text(order, "purchaseOrderId"), Text(step.GetProperty("cause"), "id"));
    }

    /// <summary>As a crash does: <c>up</c> then stops what is left, storage last.</summary>
    private static async Task KillHostAsync(RunningApp app)
    {
        DevProcess.KillHard(app.HostId);
        await app.Command.UntilExitedAsync();
        await app.UntilNothingIsLeftAsync();
    }

    private static bool IsSettled(JsonElement order) => order.GetProperty("settledAt").ValueKind == JsonValueKind.String;

    private static string SecondOf(JsonElement of, string property) =>
        of.GetProperty(property).GetDateTimeOffset().UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static string Text(JsonElement of, string property) => of.GetProperty(property).GetString()!;
}
