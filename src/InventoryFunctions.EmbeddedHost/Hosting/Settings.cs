using System.Text.RegularExpressions;
using InventoryFunctions.Schedules;
using Microsoft.Extensions.Configuration;

namespace InventoryFunctions.EmbeddedHost.Hosting;

/// <summary>Reads settings the way triggers name them: <c>%name%</c>, connections, switches.</summary>
internal sealed partial class Settings(IConfiguration configuration)
{
    public const string DefaultConnection = "AzureWebJobsStorage";
    public const string FunctionKey = "EmbeddedHost:FunctionKey";

    public string? this[string name] => configuration[Normalize(name)];

    /// <summary>Settings come as environment variables write them (<c>A__B</c>) and as configuration reads them (<c>A:B</c>).</summary>
    public static string Normalize(string name) => name.Replace("__", ":", StringComparison.Ordinal);

    /// <summary>Whether the function is switched off: <c>AzureWebJobs.{function}.Disabled</c> is true or 1, as in Azure.</summary>
    public bool IsDisabled(string function) =>
        this[$"AzureWebJobs.{function}.Disabled"] is { } value && (value == "1" || bool.TryParse(value, out var disabled) && disabled);

    /// <summary>A setting that is a time span; null if it is not set.</summary>
    /// <exception cref="HostStartException">It is no time span, or below the least.</exception>
    public TimeSpan? Span(string name, TimeSpan least) => this[name] switch
    {
        null => null,
        var text when DurationSetting.TryParse(text, out var span) && span >= least => span,
        var text => throw new HostStartException(
            $"Setting {name.Replace(":", "__", StringComparison.Ordinal)} must be a time span of the form {DurationSetting.Form} of at least {least}, but is '{text}'."),
    };

    /// <summary>Replaces every <c>%name%</c> by the setting of that name.</summary>
    /// <exception cref="HostStartException">There is no such setting.</exception>
    public string Resolve(string text, string function) => Placeholder().Replace(text, match =>
    {
        var name = match.Groups[1].Value;
        return this[name] ?? throw new HostStartException($"Function '{function}': setting '{name}' is not set, but '{text}' refers to it.");
    });

    /// <summary>The connection string that a trigger's Connection names.</summary>
    /// <exception cref="HostStartException">There is no such connection string.</exception>
    public string ConnectionString(string? connection, string function)
    {
        var name = connection is null ? DefaultConnection : Resolve(connection, function);
        return this[$"AzureWebJobs{name}"] ?? this[name] ?? this[$"ConnectionStrings:{name}"] ?? throw new HostStartException(
            $"Function '{function}': connection '{name}' has no connection string in the settings (identity-based connections need Azure's host).");
    }

    [GeneratedRegex("%([^%]+)%")]
    private static partial Regex Placeholder();
}
