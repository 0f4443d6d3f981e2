using Microsoft.Extensions.Logging;

namespace InventoryFunctions.EmbeddedHost.Tests.Durable;

/// <summary>Keeps what is logged, by category.</summary>
internal sealed class RecordingLoggerFactory : ILoggerFactory
{
    private readonly List<(string Category, string Line)> _lines = [];

    public static void Write(ILogger logger, string line) => logger.Log(LogLevel.Information, 0, line, null, (text, _) => text);

    public IReadOnlyList<string> Lines(string category)
    {
        lock (_lines)
        {
            return [.. _lines.Where(entry => entry.Category == category).Select(entry => entry.Line)];
        }
    }

    public ILogger CreateLogger(string categoryName) => new Recorder(this, categoryName);

    public void AddProvider(ILoggerProvider provider)
    {
    }

    public void Dispose()
    {
    }

    private sealed class Recorder(RecordingLoggerFactory owner, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            lock (owner._lines)
            {
                owner._lines.Add((category, formatter(state, exception)));
            }
        }
    }
}
