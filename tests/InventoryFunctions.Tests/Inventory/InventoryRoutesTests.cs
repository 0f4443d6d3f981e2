using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using InventoryFunctions.EmbeddedHost;
using InventoryFunctions.Inventory;
using InventoryFunctions.Storage;
using InventoryFunctions.Testing;
using Microsoft.Extensions.Logging;

namespace InventoryFunctions.Tests.Inventory;

/// <summary>The calls under <c>/inventory</c> as the attributes declare them, in the application as it is composed.</summary>
public sealed class InventoryRoutesTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    [Fact]
    public async Task Item_CreatedReadAndDeletedInTheApplication_KeepsItsId()
    {
        await using EmbeddedApplication application = await StartAsync();
        using HttpClient http = new() { BaseAddress = application.BaseAddress };
        string itemId = $"naïve 漢 +'%25 {Guid.NewGuid():N}";
        string path = $"inventory/{Uri.EscapeDataString(itemId)}";

        using HttpResponseMessage put = await http.PutAsJsonAsync(path, new { stock = 3, price = 0.1m });
        JsonNode? got = await http.GetFromJsonAsync<JsonNode>(put.Headers.Location);
        using HttpResponseMessage deleted = await http.DeleteAsync(path);

        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.NoContent), (put.StatusCode, deleted.StatusCode));
        Assert.Equal((itemId, 3, 0.1m), ((string?)got!["itemId"], (int)got["stock"]!, (decimal)got["price"]!));
    }

    [Theory]
    [InlineData("inventory/a%2Fb", HttpStatusCode.BadRequest)]
    [InlineData("inventory?continuation=nonsense", HttpStatusCode.BadRequest)]
    [InlineData("inventory?pageSize=1", HttpStatusCode.OK)]
    public async Task Get_InTheApplication_AnswersAsTheFunctionDoes(string path, HttpStatusCode status)
    {
        await using EmbeddedApplication application = await StartAsync();
        using HttpClient http = new() { BaseAddress = application.BaseAddress };

        using HttpResponseMessage answer = await http.GetAsync(path);

        Assert.Equal(status, answer.StatusCode);
    }

    [Fact]
    public async Task Samples_InTheApplication_AreLoaded()
    {
        await using EmbeddedApplication application = await StartAsync();
        using HttpClient http = new() { BaseAddress = application.BaseAddress };

        using HttpResponseMessage answer = await http.PostAsync("inventory/samples?set=management", null);

        JsonNode? body = await answer.Content.ReadFromJsonAsync<JsonNode>();
        Assert.Equal(7, body!["created"]!.AsArray().Count + (int)body["existing"]!);
    }

    [Fact]
    public async Task Start_WithAnotherNumberOfShards_IsRefusedNamingTheSetting()
    {
        await using (await StartAsync())
        {
        }

        Exception? refusal = await Record.ExceptionAsync(() => StartAsync("32"));

        Assert.Contains(InventoryOptions.ShardsSetting, Assert.IsType<Microsoft.Extensions.Options.OptionsValidationException>(refusal).Message, StringComparison.Ordinal);
    }

    private Task<EmbeddedApplication> StartAsync(string shards = "64") => EmbeddedApplication.StartAsync(new EmbeddedHostOptions
    {
        FunctionTypes = [typeof(ItemFunctions), typeof(ItemListFunction), typeof(SamplesFunction)],
        Settings = new Dictionary<string, string?>
        {
            ["AzureWebJobsStorage"] = azurite.ConnectionString,
            ["AzureFunctionsJobHost__extensions__durableTask__hubName"] = $"T{Guid.NewGuid():N}",
            [InventoryOptions.ShardsSetting] = shards,
        },
        MinimumLogLevel = LogLevel.Critical,
    });
}
