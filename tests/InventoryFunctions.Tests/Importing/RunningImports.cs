using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using InventoryFunctions.EmbeddedHost;
using InventoryFunctions.Testing;
using Microsoft.Extensions.Logging;

namespace InventoryFunctions.Tests.Importing;

/// <summary>The whole app in the embedded host, on a storage account of its own, used over HTTP.</summary>
internal sealed class RunningImports : IAsyncDisposable
{
    private static readonly TimeSpan JobDeadline = TimeSpan.FromMinutes(5);

    private readonly EmbeddedApplication application;

    private RunningImports(EmbeddedApplication application)
    {
        this.application = application;
        Http = new HttpClient { BaseAddress = application.BaseAddress, Timeout = JobDeadline };
    }

    public HttpClient Http { get; }

    public static Task<RunningImports> StartAsync(AzuriteFixture azurite) => StartAsync(azurite.NewAccount());

    public static async Task<RunningImports> StartAsync(string connectionString, TimeProvider? clock = null) => new(await EmbeddedApplication.StartAsync(new EmbeddedHostOptions
    {
        Settings = new Dictionary<string, string?>
        {
            ["AzureWebJobsStorage"] = connectionString,
            ["AzureWebJobs.BatchUpdateTimer.Disabled"] = "true",
        },
        TimeProvider = clock ?? TimeProvider.System,
        MinimumLogLevel = LogLevel.Warning,
    }));

    public static HttpContent Csv(string file) => Csv(new MemoryStream(Encoding.UTF8.GetBytes(file)));

    public static HttpContent Csv(Stream file)
    {
        StreamContent content = new(file);
        content.Headers.ContentType = new MediaTypeHeaderValue("text/csv");
        return content;
    }

    public async Task<(HttpStatusCode Status, JsonElement Body)> PostAsync(string route, HttpContent? content)
    {
        using HttpResponseMessage response = await Http.PostAsync(new Uri(route, UriKind.Relative), content);
        return (response.StatusCode, await ReadAsync(response));
    }

    public async Task<(HttpStatusCode Status, JsonElement Body)> GetAsync(string route)
    {
        using HttpResponseMessage response = await Http.GetAsync(new Uri(route, UriKind.RelativeOrAbsolute));
        return (response.StatusCode, await ReadAsync(response));
    }

    /// <summary>Sends a file and waits for its job's end.</summary>
    public async Task<JsonElement> ImportAsync(HttpContent file, string query = "")
    {
        (HttpStatusCode status, JsonElement accepted) = await PostAsync("inventory/import" + query, file);
        Assert.True(status == HttpStatusCode.Accepted, $"{status}: {accepted}");
        return await EndOfAsync(accepted.GetProperty("statusUrl").GetString()!);
    }

    public async Task<JsonElement> EndOfAsync(string statusUrl)
    {
        JsonElement job = default;
        await Eventually.HoldsAsync(
            async () => (job = (await GetAsync(statusUrl)).Body).GetProperty("status").GetString() != "RUNNING", "the job ends", JobDeadline);
        return job;
    }

    public async Task<IReadOnlyList<JsonElement>> ListAsync(string route)
    {
        List<JsonElement> all = [];
        string? continuation = null;
        do
        {
            string separator = route.Contains('?', StringComparison.Ordinal) ? "&" : "?";
            (_, JsonElement page) = await GetAsync($"{route}{separator}pageSize=1000" + (continuation is null ? "" : $"&continuation={continuation}"));
            all.AddRange(page.GetProperty("items").EnumerateArray());
            continuation = page.GetProperty("continuation").GetString();
        }
        while (continuation is not null);

        return all;
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await application.DisposeAsync();
    }

    private static async Task<JsonElement> ReadAsync(HttpResponseMessage response)
    {
        byte[] body = await response.Content.ReadAsByteArrayAsync();
        return body.Length == 0 ? default : JsonElement.Parse(body);
    }
}
