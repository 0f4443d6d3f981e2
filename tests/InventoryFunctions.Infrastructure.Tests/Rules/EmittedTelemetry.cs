using System.Diagnostics.Metrics;
using System.Text.RegularExpressions;
using InventoryFunctions.Telemetry;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace InventoryFunctions.Infrastructure.Tests.Rules;

/// <summary>What the app really emits, found by creating its instruments; and what queries ask for.</summary>
internal static partial class EmittedTelemetry
{
    // What Azure Monitor makes of requests, metrics, logs, exceptions and dependencies of OpenTelemetry.
    private static readonly string[] Tables = ["AppRequests", "AppMetrics", "AppTraces", "AppExceptions", "AppDependencies"];

    private static readonly Lazy<IReadOnlyDictionary<string, Instrument>> Instruments = new(CreateThem);

    /// <summary>The names of the app's metrics.</summary>
    public static IEnumerable<string> Metrics => Instruments.Value.Keys;

    /// <summary>The metrics that <paramref name="query"/> names.</summary>
    public static string[] MetricsOf(string query) => [.. NamedMetrics().Matches(query).SelectMany(match => Quoted().Matches(match.Value)).Select(name => name.Groups[1].Value)];

    /// <summary>Whether <paramref name="metric"/> is a histogram: only of those does Azure Monitor's exporter send the least and the greatest value.</summary>
    public static bool IsHistogram(string metric) => Instruments.Value.TryGetValue(metric, out Instrument? instrument)
        && instrument.GetType() is { IsGenericType: true } type && type.GetGenericTypeDefinition() == typeof(Histogram<>);

    /// <summary>One line for each table or metric that <paramref name="query"/> asks for and that nobody writes.</summary>
    public static IEnumerable<string> Unknown(string query)
    {
        string table = query.Split('\n', '|')[0].Trim();
        if (!Tables.Contains(table))
        {
            yield return $"nobody writes table {table}";
        }

        string[] metrics = MetricsOf(query);
        if (table == "AppMetrics" && metrics.Length == 0)
        {
            yield return "it names no metric";
        }

        foreach (string metric in metrics.Where(metric => !Instruments.Value.ContainsKey(metric)))
        {
            yield return $"nobody emits metric {metric}";
        }
    }

    private static Dictionary<string, Instrument> CreateThem()
    {
        Dictionary<string, Instrument> names = [];
        using MeterListener listener = new();
        listener.InstrumentPublished = (instrument, _) =>
        {
            if (instrument.Meter.Name.StartsWith(JobMetrics.MeterPrefix, StringComparison.Ordinal))
            {
                names[instrument.Name] = instrument;
            }
        };
        listener.Start();
        IConfiguration configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { ["AzureWebJobsStorage"] = "UseDevelopmentStorage=true" }).Build();
        using ServiceProvider services = new ServiceCollection().AddSingleton(configuration).AddLogging().AddInventory(configuration).BuildServiceProvider();
        foreach (Type metrics in typeof(InventoryServices).Assembly.GetTypes().Where(type => type is { IsClass: true, IsAbstract: false } && type.Name.EndsWith("Metrics", StringComparison.Ordinal)))
        {
            _ = services.GetService(metrics);
        }

        return names;
    }

    [GeneratedRegex("""Name\s*(==|in)\s*(\([^)]*\)|"[^"]*")""")]
    private static partial Regex NamedMetrics();

    [GeneratedRegex("\"([^\"]*)\"")]
    private static partial Regex Quoted();
}
