using System.Text.Json;

namespace InventoryFunctions.Dev;

/// <summary>The app's settings: local.settings.json, or the sample where there is none. The environment wins, as under Core Tools.</summary>
internal sealed class LocalSettings
{
    private const string Storage = "AzureWebJobsStorage";
    private const string DevelopmentStorage = "UseDevelopmentStorage=true";

    /// <summary>The emulator's account, the same on every machine and documented with it; no secret.</summary>
    private const string EmulatorAccount = "devstoreaccount1";
    private const string EmulatorKey = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    /// <summary>As Core Tools read it.</summary>
    private static readonly JsonDocumentOptions Lenient = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    private LocalSettings(string source, bool storageIsInEnvironment, Dictionary<string, string> values) =>
        (StorageSource, Values) = (storageIsInEnvironment ? "the environment" : source, values);

    /// <summary>Who names the storage account: the file or the environment.</summary>
    public string StorageSource { get; }

    public Dictionary<string, string> Values { get; }

    /// <summary>False where an account of its own is named, in Azure or elsewhere.</summary>
    public bool UsesEmulator => Values.GetValueOrDefault(Storage)?.TrimEnd(';') is null or "" or DevelopmentStorage;

    public static LocalSettings Read()
    {
        var source = File.Exists(WorkingCopy.PathTo("local.settings.json")) ? "local.settings.json" : "local.settings.sample.json";
        return Parse(source, File.ReadAllText(WorkingCopy.PathTo(source)), Environment.GetEnvironmentVariable);
    }

    /// <exception cref="Failure">The text is not a settings file.</exception>
    public static LocalSettings Parse(string source, string json, Func<string, string?> environment)
    {
        try
        {
            using var document = JsonDocument.Parse(json, Lenient);
            var values = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
            foreach (var setting in document.RootElement.GetProperty(nameof(Values)).EnumerateObject())
            {
                if (!values.TryAdd(setting.Name, environment(setting.Name) ?? setting.Value.ToString()))
                {
                    throw new Failure($"{source} has the setting {setting.Name} twice.");
                }
            }

            // An account that only the environment names is used as well, and never replaced by the emulator.
            var storage = environment(Storage);
            if (storage is not null)
            {
                values[Storage] = storage;
            }

            return new(source, storage is not null, values);
        }
        catch (Exception broken) when (broken is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new Failure($"{source} is not a settings file: {broken.Message}");
        }
    }

    /// <summary>Points the settings at Azurite's blob, queue and table port.</summary>
    public void UseEmulatorAt(int[] ports) =>
        Values[Storage] = ports.SequenceEqual(AzuriteProcess.WellKnown) ? DevelopmentStorage : string.Join(';',
            "DefaultEndpointsProtocol=http", $"AccountName={EmulatorAccount}", $"AccountKey={EmulatorKey}",
            $"BlobEndpoint=http://127.0.0.1:{ports[0]}/{EmulatorAccount}", $"QueueEndpoint=http://127.0.0.1:{ports[1]}/{EmulatorAccount}",
            $"TableEndpoint=http://127.0.0.1:{ports[2]}/{EmulatorAccount}");
}
