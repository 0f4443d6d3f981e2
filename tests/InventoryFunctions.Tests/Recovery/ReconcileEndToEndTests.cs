using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Azure.Data.Tables;
using InventoryFunctions.Storage;
using InventoryFunctions.Testing;
using InventoryFunctions.Tests.Importing;

namespace InventoryFunctions.Tests.Recovery;

public sealed class ReconcileEndToEndTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    [Fact]
    public async Task Reconcile_AfterJobsOrdersImportsAndARestore_FindsNoDriftUntilSomebodyWritesPastTheApp()
    {
        string account = azurite.NewAccount();
        await using RunningImports app = await RunningImports.StartAsync(account);
        await app.ImportAsync(RunningImports.Csv("itemId,stock,threshold\n" + string.Concat(Enumerable.Range(0, 150).Select(i => $"item{i:D3},{i % 20},2\n"))));
        string asOf = (await BatchUpdateAsync(app)).GetProperty("endTime").GetString()!;
        Task<JsonElement> meanwhile = ReconcileAsync(app);
        Task<JsonElement> import = app.ImportAsync(RunningImports.Csv("itemId,stock,price\n" + string.Concat(Enumerable.Range(100, 100).Select(i => $"item{i:D3},{i},9\n"))));
        await Task.WhenAll(Enumerable.Range(0, 40).Select(i => OrderAsync(app, i)));
        await app.Http.DeleteAsync(new Uri("inventory/item149", UriKind.Relative));
        await import;
        await RestoreAsync(app, asOf);

        Assert.Equal(0, Drifts(await meanwhile));
        JsonElement job = await ReconcileAsync(app);

        Assert.Equal(("COMPLETED", "Reconcile", 0), (job.GetProperty("status").GetString(), job.GetProperty("kind").GetString(), Drifts(job)));
        Assert.True(job.GetProperty("reconcile").GetProperty("items").GetInt32() >= 150);

        TableClient table = new TableServiceClient(account).GetTableClient(InventoryStore.TableName);
        TableEntity row = (await table.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"RowKey eq {InventoryKeys.ItemRow("item007")}")).ToListAsync()).Single();
        row["Stock"] = 12345;
        await table.UpdateEntityAsync(row, row.ETag, TableUpdateMode.Replace);
        job = await ReconcileAsync(app);

        Assert.Equal((1, 1), (Drifts(job), job.GetProperty("itemsFailed").GetInt32()));
        string report = $"jobs/{job.GetProperty("executionId").GetString()}/report";
        JsonElement drift = Assert.Single(await app.ListAsync(report));
        Assert.Equal(
            ("ItemDiffers", "item007", 12345),
            (drift.GetProperty("kind").GetString(), drift.GetProperty("itemId").GetString(), drift.GetProperty("found").GetInt32()));
        Assert.Empty(await app.ListAsync($"{report}?kind=BrokenChain"));
        Assert.Equal(HttpStatusCode.BadRequest, (await app.GetAsync($"{report}?action=Changed")).Status);
    }

    private static int Drifts(JsonElement job) => job.GetProperty("reconcile").GetProperty("drifts").GetInt32();

    private static async Task<JsonElement> ReconcileAsync(RunningImports app) => await JobAsync(app, "inventory/reconcile", null);

    private static async Task<JsonElement> BatchUpdateAsync(RunningImports app) => await JobAsync(app, "jobs", null);

    private static async Task RestoreAsync(RunningImports app, string asOf)
    {
        using JsonContent body = JsonContent.Create(new { asOf });
        Assert.Equal("COMPLETED", (await JobAsync(app, "inventory/restore", body)).GetProperty("status").GetString());
    }

    private static async Task<JsonElement> JobAsync(RunningImports app, string route, HttpContent? body)
    {
        (HttpStatusCode status, JsonElement accepted) = await app.PostAsync(route, body);
        Assert.True(status == HttpStatusCode.Accepted, $"{status}: {accepted}");
        return await app.EndOfAsync(accepted.GetProperty("statusUrl").GetString()!);
    }

    /// <summary>Orders, waits for the decision, and confirms or releases two of three.</summary>
    private static async Task OrderAsync(RunningImports app, int number)
    {
        string orderId = $"o{number}";
        using JsonContent body = JsonContent.Create(new { orderId, productId = $"item{number % 12:D3}", quantity = 2 });
        await app.PostAsync("orders", body);
        string? status = null;
        await Eventually.HoldsAsync(
            async () => (status = (await app.GetAsync($"orders/{orderId}")).Body.GetProperty("status").GetString()) != "Pending", "the order is decided");
        if (status == "Reserved" && number % 3 > 0)
        {
            await app.PostAsync($"orders/{orderId}/{(number % 3 == 1 ? "confirm" : "release")}", null);
        }
    }
}
