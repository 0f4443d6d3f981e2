using System.Net.Http.Json;
using System.Text.Json;
using Azure.Core;
using Azure.Data.Tables;
using InventoryFunctions.EmbeddedHost;
using InventoryFunctions.Notifications;
using InventoryFunctions.Storage;
using InventoryFunctions.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace InventoryFunctions.Tests.BatchUpdates;

/// <summary>The whole app in this process, with an HTTP client to call it.</summary>
internal sealed class RunningApp : IAsyncDisposable
{
    private readonly EmbeddedApplication _app;

    private RunningApp(EmbeddedApplication app) => _app = app;

    public StorageTraffic Traffic { get; private init; } = null!;

    public AlertRecorder Alerts { get; private init; } = null!;

    public HttpClient Http { get; private init; } = null!;

    public EmbeddedApplication Host => _app;

    public InventoryStore Store => _app.Services.GetRequiredService<InventoryStore>();

    public static async Task<RunningApp> StartAsync(
        AzuriteFixture azurite, TimeProvider? clock = null, IAlertPublisher? alerts = null, params (string Setting, string Value)[] settings)
    {
        string connectionString = azurite.NewAccount();
        StorageTraffic traffic = new();
        TableClientOptions tables = new();
        tables.AddPolicy(traffic, HttpPipelinePosition.PerCall);
        AlertRecorder recorder = new();
        EmbeddedApplication app = await EmbeddedApplication.StartAsync(new EmbeddedHostOptions
        {
            Settings = new Dictionary<string, string?>(settings.Select(setting => KeyValuePair.Create(setting.Setting, (string?)setting.Value)))
            {
                [StorageConnection.Setting] = connectionString,
            },
            TimeProvider = clock ?? TimeProvider.System,
            ConfigureServices = services => services
                .AddSingleton(new TableServiceClient(connectionString, tables))
                .AddSingleton(alerts ?? recorder),
            MinimumLogLevel = LogLevel.Warning,
        });
        return new RunningApp(app) { Traffic = traffic, Alerts = recorder, Http = new HttpClient { BaseAddress = app.BaseAddress } };
    }

    public async Task<string> StartJobAsync(object? body = null)
    {
        using HttpResponseMessage answer = await Http.PostAsync("jobs", body is null ? null : JsonContent.Create(body));
        string text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode == System.Net.HttpStatusCode.Accepted, text);
        return JsonDocument.Parse(text).RootElement.GetProperty("executionId").GetString()!;
    }

    public async Task<JsonElement> JobAsync(string executionId) => await Http.GetFromJsonAsync<JsonElement>($"jobs/{executionId}");

    /// <summary>The job once it has ended; <paramref name="meanwhile"/> runs between two looks.</summary>
    public async Task<JsonElement> EndedJobAsync(string executionId, Action? meanwhile = null)
    {
        JsonElement job = default;
        await Eventually.HoldsAsync(
            async () =>
            {
                meanwhile?.Invoke();
                job = await JobAsync(executionId);
                return job.GetProperty("status").GetString() != "RUNNING";
            },
            $"job {executionId} has ended",
            TimeSpan.FromMinutes(5));
        return job;
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _app.DisposeAsync();
    }
}
