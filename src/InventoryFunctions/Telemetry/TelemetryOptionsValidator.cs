using Microsoft.Extensions.Options;

namespace InventoryFunctions.Telemetry;

/// <summary>Refuses places that telemetry could not go to, naming the setting: otherwise the exporters would be silent about it.</summary>
internal sealed class TelemetryOptionsValidator : IValidateOptions<TelemetryOptions>
{
    public ValidateOptionsResult Validate(string? name, TelemetryOptions options)
    {
        List<string> broken = [];
        if (options.HasOtlp && !(Uri.TryCreate(options.OtlpEndpoint, UriKind.Absolute, out Uri? endpoint) && (endpoint.Scheme == Uri.UriSchemeHttp || endpoint.Scheme == Uri.UriSchemeHttps)))
        {
            broken.Add($"{TelemetryOptions.OtlpEndpointSetting} must be an address such as http://localhost:4317; it is '{options.OtlpEndpoint}'.");
        }

        if (options.HasApplicationInsights && !IsConnectionString(options.ConnectionString!))
        {
            broken.Add($"{TelemetryOptions.ConnectionStringSetting} must be the connection string of an Application Insights resource: InstrumentationKey=…;IngestionEndpoint=….");
        }

        if (options.HasApplicationInsights && !MonitorCredential.TryOf(options.AuthenticationString, out _))
        {
            broken.Add($"{TelemetryOptions.AuthenticationStringSetting} must be Authorization=AAD or Authorization=AAD;ClientId=….");
        }

        return broken.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(broken);
    }

    // As the exporter reads it (https://learn.microsoft.com/azure/azure-monitor/app/connection-strings): it throws where one of these does not hold.
    private static bool IsConnectionString(string text)
    {
        Dictionary<string, string> parts = new(StringComparer.OrdinalIgnoreCase);
        foreach (string part in text.Split(';', StringSplitOptions.RemoveEmptyEntries))
        {
            string[] pair = part.Split('=', 2, StringSplitOptions.TrimEntries);
            if (pair.Length < 2 || !parts.TryAdd(pair[0], pair[1]))
            {
                return false;
            }
        }

        return !string.IsNullOrEmpty(parts.GetValueOrDefault("InstrumentationKey"))
            && parts.Where(part => part.Key.EndsWith("Endpoint", StringComparison.OrdinalIgnoreCase)).All(part => Uri.TryCreate(part.Value, UriKind.Absolute, out _));
    }
}
