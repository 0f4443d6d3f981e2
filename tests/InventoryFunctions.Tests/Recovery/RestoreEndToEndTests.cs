using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using InventoryFunctions.Testing;
using InventoryFunctions.Tests.Importing;

namespace InventoryFunctions.Tests.Recovery;

public sealed class RestoreEndToEndTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    [Fact]
    [Trait("Parity", "A10")]
    public async Task Restore_OverHttp_BringsItemsBackAndReportsEach()
    {
        await using RunningImports app = await RunningImports.StartAsync(azurite);
        await app.ImportAsync(RunningImports.Csv("itemId,stock,price\na,1,1.5\nb,2,2.5\n"));
        JsonElement job = await app.ImportAsync(RunningImports.Csv("itemId,stock\nc,3\n"));
        string asOf = job.GetProperty("endTime").GetString()!;
        await app.ImportAsync(RunningImports.Csv("itemId,stock,price\na,100,9\nb,2,2.5\nd,4,1\n"));
        await app.Http.DeleteAsync(new Uri("inventory/c", UriKind.Relative));

        JsonElement dry = await RestoreAsync(app, asOf, dryRun: true);
        Assert.Equal("RestoreDryRun", dry.GetProperty("kind").GetString());
        Assert.Equal(100, (await app.GetAsync("inventory/a")).Body.GetProperty("stock").GetInt32());

        JsonElement restored = await RestoreAsync(app, asOf, dryRun: false);

        Assert.Equal(("COMPLETED", "Restore", 3), (
            restored.GetProperty("status").GetString(), restored.GetProperty("kind").GetString(), restored.GetProperty("itemsProcessed").GetInt32()));
        Assert.Equal(dry.GetProperty("restore").GetRawText(), restored.GetProperty("restore").GetRawText());
        IReadOnlyList<JsonElement> items = await app.ListAsync("inventory");
        Assert.Equal(
            [("a", 1, 1.5m), ("b", 2, 2.5m), ("c", 3, 0m)],
            items.Select(Item).Order());
        IReadOnlyList<JsonElement> report = await app.ListAsync($"jobs/{restored.GetProperty("executionId").GetString()}/report");
        Assert.Equal(
            ["a Changed", "c Recreated", "d Removed"],
            report.Select(entry => $"{entry.GetProperty("itemId").GetString()} {entry.GetProperty("action").GetString()}"));
        Assert.Single(await app.ListAsync($"jobs/{restored.GetProperty("executionId").GetString()}/report?action=Removed"));

        JsonElement last = (await app.GetAsync("inventory/a/history?pageSize=1")).Body.GetProperty("items")[0];
        Assert.Equal(("Restore", restored.GetProperty("executionId").GetString()), (
            last.GetProperty("cause").GetProperty("kind").GetString(), last.GetProperty("cause").GetProperty("id").GetString()));

        static (string?, int, decimal) Item(JsonElement item) =>
            (item.GetProperty("itemId").GetString(), item.GetProperty("stock").GetInt32(), item.GetProperty("price").GetDecimal());
    }

    [Theory]
    [InlineData("""{ "asOf": "2020-01-01T00:00:00Z" }""", "within the last 35 days")]
    [InlineData("""{ "asOf": "2999-01-01T00:00:00Z" }""", "must not be in the future")]
    [InlineData("""{ "asOf": "yesterday" }""", "must be a time such as")]
    [InlineData("{}", "must be a time such as")]
    public async Task Restore_MomentThatCannotBe_IsRefusedWithTheRule(string body, string rule)
    {
        await using RunningImports app = await RunningImports.StartAsync(azurite);

        (HttpStatusCode status, JsonElement problem) = await app.PostAsync(
            "inventory/restore", new StringContent(body, System.Text.Encoding.UTF8, "application/json"));

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains(rule, problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    private static async Task<JsonElement> RestoreAsync(RunningImports app, string asOf, bool dryRun)
    {
        using JsonContent body = JsonContent.Create(new { asOf, dryRun });
        (HttpStatusCode status, JsonElement accepted) = await app.PostAsync("inventory/restore", body);
        Assert.True(status == HttpStatusCode.Accepted, $"{status}: {accepted}");
        return await app.EndOfAsync(accepted.GetProperty("statusUrl").GetString()!);
    }
}
