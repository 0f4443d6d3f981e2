using System.Collections;
using System.Text.Json;

namespace InventoryFunctions.EmbeddedHost.Hosting;

/// <summary>The settings of a development machine: local.settings.json, overridden by environment variables.</summary>
internal static class LocalSettings
{
    private const string FileName = "local.settings.json";

    /// <param name="path">The file to read; null looks for local.settings.json from the current directory upward, and does without where there is none.</param>
    public static Dictionary<string, string?> Read(string? path)
    {
        var settings = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        if ((path ?? Find()) is { } file)
        {
            ReadFile(file, settings);
        }

        foreach (DictionaryEntry variable in Environment.GetEnvironmentVariables())
        {
            settings[Settings.Normalize((string)variable.Key)] = (string?)variable.Value;
        }

        return settings;
    }

    private static string? Find()
    {
        for (var directory = new DirectoryInfo(Environment.CurrentDirectory); directory is not null; directory = directory.Parent)
        {
            var candidate = Path.Combine(directory.FullName, FileName);
            if (File.Exists(candidate))
            {
                return candidate;
            }
        }

        return null;
    }

    private static void ReadFile(string path, Dictionary<string, string?> settings)
    {
        try
        {
            using var document = JsonDocument.Parse(
                File.ReadAllBytes(path), new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
            if (!document.RootElement.TryGetProperty("Values", out var values))
            {
                return;
            }

            foreach (var value in values.EnumerateObject())
            {
                settings[Settings.Normalize(value.Name)] = value.Value.ToString();
            }
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or IOException or UnauthorizedAccessException)
        {
            throw new HostStartException($"{path}: the settings can't be read: {error.Message}", innerException: error);
        }
    }
}
