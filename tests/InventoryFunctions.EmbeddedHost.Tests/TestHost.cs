using InventoryFunctions.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace InventoryFunctions.EmbeddedHost.Tests;

/// <summary>An embedded host with sample functions and a task hub of its own.</summary>
internal sealed class TestHost : IAsyncDisposable
{
    private TestHost(EmbeddedApplication application, CallLog log)
    {
        Application = application;
        Log = log;
        Http = new HttpClient { BaseAddress = application.BaseAddress };
    }

    public EmbeddedApplication Application { get; }

    public CallLog Log { get; }

    public HttpClient Http { get; }

    public static string NewHub() => $"T{Guid.NewGuid():N}";

    public static async Task<TestHost> StartAsync(
        AzuriteFixture azurite,
        Type[] functions,
        Dictionary<string, string?>? settings = null,
        TimeProvider? timeProvider = null,
        string? hub = null,
        int port = 0,
        object? service = null,
        TimeSpan? drainTimeout = null)
    {
        var log = new CallLog();
        var all = new Dictionary<string, string?>
        {
            ["AzureWebJobsStorage"] = azurite.ConnectionString,
            ["AzureFunctionsJobHost__extensions__durableTask__hubName"] = hub ?? NewHub(),
            ["AzureFunctionsJobHost__extensions__queues__maxPollingInterval"] = "00:00:00.1",
            ["AzureFunctionsJobHost__extensions__queues__visibilityTimeout"] = "00:00:00",
        };
        foreach (var (name, value) in settings ?? [])
        {
            all[name] = value;
        }

        var application = await EmbeddedApplication.StartAsync(new EmbeddedHostOptions
        {
            FunctionTypes = functions,
            Port = port,
            Settings = all,
            TimeProvider = timeProvider ?? TimeProvider.System,
            ConfigureServices = services =>
            {
                services.AddSingleton(log);
                if (service is not null)
                {
                    services.AddSingleton(service.GetType(), service);
                    if (service is IHostedService hosted)
                    {
                        services.AddSingleton(hosted);
                    }
                }
            },
            MinimumLogLevel = LogLevel.Critical,
            DrainTimeout = drainTimeout ?? new EmbeddedHostOptions().DrainTimeout,
        });
        return new TestHost(application, log);
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await Application.DisposeAsync();
    }
}
