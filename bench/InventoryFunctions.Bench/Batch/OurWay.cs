using System.Net.Http.Json;
using System.Text.Json;
using Azure.Data.Tables;
using InventoryFunctions.BatchUpdates;
using InventoryFunctions.EmbeddedHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace InventoryFunctions.Bench.Batch;

/// <summary>The whole way: POST /jobs on the embedded host, the orchestration with everything it records, to its end.</summary>
internal sealed class OurWay(EmbeddedApplication application) : IAsyncDisposable
{
    private readonly HttpClient _http = new() { BaseAddress = application.BaseAddress };

    public static async Task<OurWay> StartAsync(string connectionString, TableServiceClient tables, int batchSize) => new(
        await EmbeddedApplication.StartAsync(new EmbeddedHostOptions
        {
            Settings = new Dictionary<string, string?>
            {
                ["AzureWebJobsStorage"] = connectionString,
                ["BatchUpdate__BatchSize"] = $"{batchSize}",
                [$"AzureWebJobs.{nameof(BatchUpdateTimer)}.Disabled"] = "true",
            },
            MinimumLogLevel = LogLevel.Warning,
            ConfigureServices = services => services.AddSingleton(tables),
        }));

    public async Task RunAsync(int items)
    {
        using var accepted = await _http.PostAsync(new Uri("jobs", UriKind.Relative), null);
        accepted.EnsureSuccessStatusCode();
        var executionId = (await accepted.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("executionId").GetString()!;
        var ended = await application.DurableTaskClient.WaitForInstanceCompletionAsync(
            BatchUpdateRun.InstanceIdOf(executionId), getInputsAndOutputs: true);
        var result = ended.ReadOutputAs<BatchUpdateResult>();
        if (result?.ItemsProcessed != items || result.ItemsFailed != 0)
        {
            throw new InvalidOperationException($"The batch update was to process {items} items and ended as {ended.RuntimeStatus}: {result}.");
        }
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await application.DisposeAsync();
    }
}
