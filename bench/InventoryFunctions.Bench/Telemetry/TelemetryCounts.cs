using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace InventoryFunctions.Bench.Telemetry;

/// <summary>A receiver of the OpenTelemetry protocol that counts what comes, and a log provider that counts lines.</summary>
internal sealed class TelemetryCounts : ILoggerProvider, ILogger, IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, long> _bytes = new();
    private readonly WebApplication _server;
    private int _lines;

    private TelemetryCounts(WebApplication server) => _server = server;

    public string Endpoint => _server.Urls.Single();

    /// <summary>Log lines since the last <see cref="Clear"/>.</summary>
    public int Lines => _lines;

    /// <summary>Bytes that arrived, by signal.</summary>
    public IEnumerable<KeyValuePair<string, long>> Bytes => _bytes.OrderBy(each => each.Key, StringComparer.Ordinal);

    public static async Task<TelemetryCounts> StartAsync()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        TelemetryCounts counts = new(builder.Build());
        counts._server.Run(async context =>
        {
            using MemoryStream body = new();
            await context.Request.Body.CopyToAsync(body);
            counts._bytes.AddOrUpdate(context.Request.Path, body.Length, (_, before) => before + body.Length);
            context.Response.StatusCode = StatusCodes.Status200OK;
        });
        await counts._server.StartAsync();
        return counts;
    }

    public void Clear()
    {
        _lines = 0;
        _bytes.Clear();
    }

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        Interlocked.Increment(ref _lines);

    public void Dispose()
    {
    }

    public async ValueTask DisposeAsync() => await _server.DisposeAsync();
}
