using System.Net;
using System.Net.Http.Json;
using InventoryFunctions.BatchUpdates;
using InventoryFunctions.EmbeddedHost;
using InventoryFunctions.Testing;
using Microsoft.Extensions.Logging;

namespace InventoryFunctions.Bench.Reserve;

/// <summary>
/// The whole way on the embedded host: POST /orders, event, queue, orchestration, reservation, record, events. Orders ask for one piece of one product.
/// </summary>
internal sealed class EndToEnd : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly AzuriteServer _azurite;
    private readonly StorageTraffic _traffic;
    private readonly DecisionWatch _watch;
    private readonly EmbeddedApplication _application;
    private readonly HttpClient _http;
    private int _runs;

    private EndToEnd(AzuriteServer azurite, DecisionWatch watch, EmbeddedApplication application)
    {
        (_azurite, _watch, _application) = (azurite, watch, application);
        _traffic = new StorageTraffic(azurite);
        _http = new HttpClient { BaseAddress = application.BaseAddress };
    }

    /// <summary>Starts host and emulator, with more settings and another log where they are given.</summary>
    public static async Task<EndToEnd> StartAsync(
        IReadOnlyDictionary<string, string?>? settings = null, LogLevel logLevel = LogLevel.Warning, Action<ILoggingBuilder>? logging = null)
    {
        AzuriteServer azurite = await AzuriteServer.StartAsync();
        DecisionWatch watch = new();
        return new(azurite, watch, await EmbeddedApplication.StartAsync(new EmbeddedHostOptions
        {
            Settings = new Dictionary<string, string?>(settings ?? new Dictionary<string, string?>())
            {
                ["AzureWebJobsStorage"] = azurite.ConnectionString,
                [$"AzureWebJobs.{nameof(BatchUpdateTimer)}.Disabled"] = "true",
            },
            MinimumLogLevel = logLevel,
            ConfigureLogging = logging ?? new EmbeddedHostOptions().ConfigureLogging,
            ConfigureServices = watch.Attach,
        }));
    }

    /// <summary>Sends <paramref name="orders"/> for <paramref name="products"/> in turn, new ones with this stock each, and waits for every decision.</summary>
    /// <exception cref="InvalidOperationException">The account does not balance.</exception>
    public async Task<EndToEndRun> RunAsync(int orders, int inFlight, int products, int stock)
    {
        int run = ++_runs;
        string[] items = [.. Enumerable.Range(1, products).Select(product => $"bench-{run}-{product}")];
        foreach (string item in items)
        {
            using HttpResponseMessage put = await _http.PutAsJsonAsync(Relative($"inventory/{item}"), new { name = item, stock });
            put.EnsureSuccessStatusCode();
        }

        double[] latencies = new double[orders];
        int reserved = 0;
        _traffic.Clear();
        (TimeSpan host, TimeSpan storage) = (Environment.CpuUsage.TotalTime, _azurite.ProcessorTime);
        long start = TimeProvider.System.GetTimestamp();
        ParallelOptions atOnce = new() { MaxDegreeOfParallelism = inFlight };
        await Parallel.ForAsync(0, orders, atOnce, async (order, cancellation) =>
        {
            long sent = TimeProvider.System.GetTimestamp();
            if (await OrderAsync($"order-{run}-{order}", items[order % products], cancellation))
            {
                Interlocked.Increment(ref reserved);
            }

            latencies[order] = TimeProvider.System.GetElapsedTime(sent).TotalMilliseconds;
        });
        double seconds = TimeProvider.System.GetElapsedTime(start).TotalSeconds;
        double calls = _traffic.Total / (double)orders;
        (host, storage) = (Environment.CpuUsage.TotalTime - host, _azurite.ProcessorTime - storage);
        await CheckAsync(items, stock, orders, reserved);
        Array.Sort(latencies);
        return new(orders / seconds, Percentile.Of(latencies, 0.5), Percentile.Of(latencies, 0.99), calls, host.TotalMilliseconds / orders, storage.TotalMilliseconds / orders);
    }

    /// <summary>The calls to storage during <paramref name="run"/>, by kind.</summary>
    public async Task<IReadOnlyList<KeyValuePair<string, int>>> CountAsync(Func<Task> run)
    {
        _traffic.InDetail = true;
        await run();
        _traffic.InDetail = false;
        return [.. _traffic.ByKind];
    }

    public async ValueTask DisposeAsync()
    {
        _traffic.Dispose();
        _http.Dispose();
        await _application.DisposeAsync();
        await _azurite.DisposeAsync();
    }

    private async Task<bool> OrderAsync(string orderId, string productId, CancellationToken cancellation)
    {
        Task<bool> decision = _watch.DecisionAsync(orderId);
        using HttpResponseMessage answer = await _http.PostAsJsonAsync(Relative("orders"), new { orderId, productId, quantity = 1 }, cancellation);
        return answer.StatusCode == HttpStatusCode.Accepted
            ? await decision.WaitAsync(Patience, cancellation)
            : throw new InvalidOperationException($"{answer.StatusCode}: {await answer.Content.ReadAsStringAsync(cancellation)}");
    }

    /// <summary>As many as there were are reserved, and the others are left: nothing is oversold, nothing lost.</summary>
    private async Task CheckAsync(string[] items, int stock, int orders, int reserved)
    {
        int left = 0;
        foreach (string item in items)
        {
            left += (await _http.GetFromJsonAsync<StockView>(Relative($"inventory/{item}")))!.Stock;
        }

        int had = items.Length * stock;
        if (had - left != reserved || reserved != Math.Min(had, orders))
        {
            throw new InvalidOperationException($"Of {had} pieces, {reserved} of {orders} orders got one, and {left} are left.");
        }
    }

    private static Uri Relative(string path) => new(path, UriKind.Relative);

    private sealed record StockView(int Stock);
}
