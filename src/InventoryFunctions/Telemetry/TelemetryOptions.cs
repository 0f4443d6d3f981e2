using Microsoft.Extensions.Configuration;

namespace InventoryFunctions.Telemetry;

/// <summary>Where traces, metrics and logs go. The settings are those of Azure Functions and of OpenTelemetry, under their own names.</summary>
public sealed class TelemetryOptions
{
    /// <summary>The setting of <see cref="ConnectionString"/>.</summary>
    public const string ConnectionStringSetting = "APPLICATIONINSIGHTS_CONNECTION_STRING";

    /// <summary>
    /// The setting of <see cref="AuthenticationString"/>
    /// (https://learn.microsoft.com/azure/azure-functions/functions-app-settings#applicationinsights_authentication_string).
    /// </summary>
    public const string AuthenticationStringSetting = "APPLICATIONINSIGHTS_AUTHENTICATION_STRING";

    /// <summary>The setting of <see cref="OtlpEndpoint"/> (https://opentelemetry.io/docs/specs/otel/protocol/exporter/).</summary>
    public const string OtlpEndpointSetting = "OTEL_EXPORTER_OTLP_ENDPOINT";

    /// <summary>The setting of <see cref="IsDisabled"/> (https://opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables/).</summary>
    public const string DisabledSetting = "OTEL_SDK_DISABLED";

    /// <summary>The Application Insights resource, by its connection string, which holds no secret where local authentication is off. The default value is null.</summary>
    public string? ConnectionString { get; set; }

    /// <summary>
    /// How the app signs in there: <c>Authorization=AAD</c> uses its system-assigned identity, <c>;ClientId=…</c> a user-assigned one. The default value is
    /// null: the connection string suffices.
    /// </summary>
    public string? AuthenticationString { get; set; }

    /// <summary>A receiver of the OpenTelemetry protocol, e.g. <c>http://localhost:4317</c>. The default value is null.</summary>
    public string? OtlpEndpoint { get; set; }

    /// <summary>Whether nothing goes out whatever else is set. The default value is false.</summary>
    public bool IsDisabled { get; set; }

    /// <summary>Whether there is an Application Insights resource.</summary>
    public bool HasApplicationInsights => !IsDisabled && !string.IsNullOrEmpty(ConnectionString);

    /// <summary>Whether there is a receiver of the OpenTelemetry protocol.</summary>
    public bool HasOtlp => !IsDisabled && !string.IsNullOrEmpty(OtlpEndpoint);

    /// <summary>The options that <paramref name="configuration"/> holds.</summary>
    internal static TelemetryOptions Of(IConfiguration configuration)
    {
        TelemetryOptions options = new();
        options.Read(configuration);
        return options;
    }

    /// <summary>Takes the options from <paramref name="configuration"/>.</summary>
    internal void Read(IConfiguration configuration)
    {
        ConnectionString = configuration[ConnectionStringSetting];
        AuthenticationString = configuration[AuthenticationStringSetting];
        OtlpEndpoint = configuration[OtlpEndpointSetting];
        IsDisabled = string.Equals(configuration[DisabledSetting], "true", StringComparison.OrdinalIgnoreCase);
    }
}
