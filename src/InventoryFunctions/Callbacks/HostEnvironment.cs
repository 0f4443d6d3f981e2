using Microsoft.Extensions.Configuration;

namespace InventoryFunctions.Callbacks;

/// <summary>What the Functions host tells its app by settings (https://learn.microsoft.com/azure/azure-functions/functions-app-settings).</summary>
internal static class HostEnvironment
{
    /// <summary>The name that the app is reached by, with the port where there is one. Azure and Core Tools set it.</summary>
    public const string HostNameSetting = "WEBSITE_HOSTNAME";

    private const string EnvironmentSetting = "AZURE_FUNCTIONS_ENVIRONMENT";
    private const string RoutePrefixSetting = "AzureFunctionsJobHost:extensions:http:routePrefix";
    private const string RoutePrefixInHostJson = "extensions:http:routePrefix";
    private const string DefaultRoutePrefix = "api";

    /// <summary>Whether this is a developer's machine: Core Tools and the embedded host say so unless they are told otherwise.</summary>
    public static bool IsDevelopment(IConfiguration configuration) =>
        string.Equals(configuration[EnvironmentSetting], "Development", StringComparison.OrdinalIgnoreCase);

    /// <summary>The host's name, or null.</summary>
    public static string? HostName(IConfiguration configuration) => configuration[HostNameSetting] is { Length: > 0 } name ? name : null;

    /// <summary>What stands before every route: host.json has it, and a setting overrides that.</summary>
    public static string RoutePrefix(IConfiguration configuration) =>
        (configuration[RoutePrefixSetting] ?? HostJson()[RoutePrefixInHostJson] ?? DefaultRoutePrefix).Trim('/');

    private static IConfigurationRoot HostJson() =>
        new ConfigurationBuilder().AddJsonFile(Path.Combine(AppContext.BaseDirectory, "host.json"), optional: true).Build();
}
