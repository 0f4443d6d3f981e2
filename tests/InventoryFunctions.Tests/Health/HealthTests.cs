using System.Net;
using System.Text.Json;
using Azure.Data.Tables;
using InventoryFunctions.Api;
using InventoryFunctions.Health;
using InventoryFunctions.Testing;
using InventoryFunctions.Tests.Api;
using InventoryFunctions.Tests.Importing;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;

namespace InventoryFunctions.Tests.Health;

public sealed class HealthTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    [Fact]
    public async Task Get_StorageAnswers_SaysVersions()
    {
        // On a clock that stands still, as storage is asked for three seconds only, and a busy machine may need more.
        await using RunningImports app = await RunningImports.StartAsync(azurite.NewAccount(), new ManualTimeProvider());

        (HttpStatusCode status, JsonElement health) = await app.GetAsync("health");

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal("Healthy", health.GetProperty("status").GetString());
        Assert.NotEmpty(health.GetProperty("appVersion").GetString()!);
        Assert.NotEmpty(health.GetProperty("host").GetString()!);
        Assert.StartsWith(".NET", health.GetProperty("runtime").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_StorageIsAway_Answers503InTime()
    {
        // Nothing listens on port 1.
        const string Away = "DefaultEndpointsProtocol=http;AccountName=a;AccountKey=YQ==;TableEndpoint=http://127.0.0.1:1/a;";

        (HttpResponse response, JsonElement problem) = await CheckAsync(new TableServiceClient(Away), TimeProvider.System);

        Assert.Equal(503, response.StatusCode);
        Assert.NotEmpty(response.Headers.RetryAfter.ToString());
        Assert.Contains("storage account", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_StorageRefusesTheKey_Answers503AndSaysSo()
    {
        string wrongKey = System.Text.RegularExpressions.Regex.Replace(azurite.ConnectionString, "AccountKey=[^;]+", "AccountKey=YWJj");

        (HttpResponse response, JsonElement problem) = await CheckAsync(new TableServiceClient(wrongKey), new ManualTimeProvider());

        Assert.Equal(503, response.StatusCode);
        Assert.Contains("refuses: 403", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    private static async Task<(HttpResponse Response, JsonElement Body)> CheckAsync(TableServiceClient tables, TimeProvider clock) => await Requests.AnswerAsync(
        await new GetHealth(new ApiEndpoint(NullLogger<ApiEndpoint>.Instance), new StorageProbe(tables, clock))
            .RunAsync(Requests.Get("/api/health")));
}
