using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;

namespace InventoryFunctions.EmbeddedHost.Hosting;

/// <summary>
/// The part of host.json that the embedded host heeds; the rest is Azure's alone. As in Azure, a setting
/// <c>AzureFunctionsJobHost__extensions__http__routePrefix</c> overrides <c>extensions.http.routePrefix</c> of the file, and so on.
/// </summary>
internal sealed partial record HostJson
{
    /// <summary>Storage queues hand out at most 32 messages a call (limit of the platform).</summary>
    public const int MaxQueueBatchSize = 32;

    /// <summary>The setting that overrides the route prefix of the file.</summary>
    public const string RoutePrefixSetting = OverridePrefix + "extensions:http:routePrefix";

    private const string OverridePrefix = "AzureFunctionsJobHost:";

    public string RoutePrefix { get; private init; } = "api";

    public int QueueBatchSize { get; private init; } = 16;

    public int MaxDequeueCount { get; private init; } = 5;

    public TimeSpan VisibilityTimeout { get; private init; } = TimeSpan.Zero;

    public TimeSpan MaxPollingInterval { get; private init; } = TimeSpan.FromMinutes(1);

    public bool QueueMessagesAreBase64 { get; private init; } = true;

    public string HubName { get; private init; } = "TestHubName";

    public int? MaxConcurrentActivityFunctions { get; private init; }

    /// <exception cref="HostStartException">The file can't be read, or one of its values; the message names file and key.</exception>
    public static HostJson Read(string path, IReadOnlyDictionary<string, string?> settings)
    {
        try
        {
            var values = new ConfigurationBuilder()
                .AddJsonFile(Path.GetFullPath(path), optional: false)
                .AddInMemoryCollection(Overrides(settings))
                .Build();
            return Read(new Section(path, values));
        }
        catch (Exception error) when (error is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            throw new HostStartException($"{path} can't be read: {(error.InnerException ?? error).Message}", innerException: error);
        }
    }

    private static Dictionary<string, string?> Overrides(IReadOnlyDictionary<string, string?> settings) => settings
        .Select(setting => KeyValuePair.Create(Settings.Normalize(setting.Key), setting.Value))
        .Where(setting => setting.Key.StartsWith(OverridePrefix, StringComparison.OrdinalIgnoreCase))
        .ToDictionary(setting => setting.Key[OverridePrefix.Length..], setting => setting.Value, StringComparer.OrdinalIgnoreCase);

    private static HostJson Read(Section values)
    {
        var defaults = new HostJson();
        return new HostJson
        {
            RoutePrefix = values["extensions.http.routePrefix"]?.Trim('/') ?? defaults.RoutePrefix,
            QueueBatchSize = values.Whole("extensions.queues.batchSize", 1, MaxQueueBatchSize) ?? defaults.QueueBatchSize,
            MaxDequeueCount = values.Whole("extensions.queues.maxDequeueCount", 1, int.MaxValue) ?? defaults.MaxDequeueCount,
            VisibilityTimeout = values.Span("extensions.queues.visibilityTimeout", TimeSpan.Zero) ?? defaults.VisibilityTimeout,
            MaxPollingInterval =
                values.Span("extensions.queues.maxPollingInterval", TimeSpan.FromMilliseconds(100)) ?? defaults.MaxPollingInterval,
            QueueMessagesAreBase64 = values["extensions.queues.messageEncoding"]?.ToUpperInvariant() switch
            {
                null or "BASE64" => true,
                "NONE" => false,
                _ => throw values.Malformed("extensions.queues.messageEncoding", "base64 or none"),
            },
            HubName = values["extensions.durableTask.hubName"] switch
            {
                null => defaults.HubName,
                var hub when HubNamePattern().IsMatch(hub) => hub,
                _ => throw values.Malformed("extensions.durableTask.hubName", "3 to 45 letters and digits, a letter first"),
            },
            MaxConcurrentActivityFunctions = values.Whole("extensions.durableTask.maxConcurrentActivityFunctions", 1, int.MaxValue),
        };
    }

    // Azure's own rule for task hubs: their name becomes part of table names.
    [GeneratedRegex("^[A-Za-z][A-Za-z0-9]{2,44}$")]
    private static partial Regex HubNamePattern();

    private sealed class Section(string path, IConfiguration values)
    {
        public string? this[string key] => values[key.Replace('.', ':')];

        public int? Whole(string key, int least, int most) => this[key] switch
        {
            null => null,
            var text when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                && number >= least && number <= most => number,
            _ => throw Malformed(key, most == int.MaxValue ? $"a whole number from {least}" : $"a whole number from {least} to {most}"),
        };

        public TimeSpan? Span(string key, TimeSpan least) => this[key] switch
        {
            null => null,
            var text when TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var span) && span >= least => span,
            _ => throw Malformed(key, $"a time span hh:mm:ss of at least {least}"),
        };

        public HostStartException Malformed(string key, string expected) => new($"{path}: {key} must be {expected}, but is '{this[key]}'.");
    }
}
