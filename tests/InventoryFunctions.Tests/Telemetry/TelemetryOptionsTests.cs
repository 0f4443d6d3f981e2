using Azure.Core;
using Azure.Identity;
using InventoryFunctions.Telemetry;
using Microsoft.Extensions.Configuration;

namespace InventoryFunctions.Tests.Telemetry;

public sealed class TelemetryOptionsTests
{
    private const string ConnectionString = "InstrumentationKey=00000000-0000-0000-0000-000000000001;IngestionEndpoint=https://westeurope-5.in.applicationinsights.azure.com/";

    [Theory]
    [InlineData(null, null, null, null, false, false)]
    [InlineData("", "", "", "", false, false)]
    [InlineData(ConnectionString, "Authorization=AAD", null, null, true, false)]
    [InlineData(null, null, "http://localhost:4317", "false", false, true)]
    [InlineData(ConnectionString, null, "http://localhost:4317", null, true, true)]
    [InlineData(ConnectionString, null, "http://localhost:4317", "TRUE", false, false)]
    public void Settings_NamePlaces_AreWhereTelemetryGoes(string? connection, string? sign, string? otlp, string? disabled, bool toApplicationInsights, bool toOtlp)
    {
        TelemetryOptions options = Read(connection, sign, otlp, disabled);

        Assert.Equal((toApplicationInsights, toOtlp), (options.HasApplicationInsights, options.HasOtlp));
        Assert.True(new TelemetryOptionsValidator().Validate(null, options).Succeeded);
    }

    [Theory]
    [InlineData("https://shop.applicationinsights.azure.com", null, null, "APPLICATIONINSIGHTS_CONNECTION_STRING must be the connection string")]
    [InlineData("InstrumentationKey=", null, null, "APPLICATIONINSIGHTS_CONNECTION_STRING must be the connection string")]
    [InlineData("InstrumentationKey=1;IngestionEndpoint=here", null, null, "APPLICATIONINSIGHTS_CONNECTION_STRING must be the connection string")]
    [InlineData("InstrumentationKey=1;InstrumentationKey=2", null, null, "APPLICATIONINSIGHTS_CONNECTION_STRING must be the connection string")]
    [InlineData(ConnectionString, "ClientId=7", null, "APPLICATIONINSIGHTS_AUTHENTICATION_STRING must be Authorization=AAD")]
    [InlineData(ConnectionString, "AAD", null, "APPLICATIONINSIGHTS_AUTHENTICATION_STRING must be Authorization=AAD")]
    [InlineData(null, null, "localhost:4317", "OTEL_EXPORTER_OTLP_ENDPOINT must be an address such as http://localhost:4317")]
    public void Settings_NothingCouldBeSentTo_AreRefusedByName(string? connection, string? sign, string? otlp, string expected) =>
        Assert.Contains(expected, new TelemetryOptionsValidator().Validate(null, Read(connection, sign, otlp, null)).FailureMessage, StringComparison.Ordinal);

    [Theory]
    [Trait("Parity", "A13")]
    [InlineData("Authorization=AAD")]
    [InlineData("Authorization=AAD;ClientId=00000000-0000-0000-0000-000000000002")]
    public void Authentication_ByIdentity_IsTheAppsOwn(string authentication)
    {
        Assert.True(MonitorCredential.TryOf(authentication, out TokenCredential? credential));

        Assert.IsType<ManagedIdentityCredential>(credential);
    }

    private static TelemetryOptions Read(string? connection, string? sign, string? otlp, string? disabled) => TelemetryOptions.Of(new ConfigurationBuilder()
        .AddInMemoryCollection(
        [
            new(TelemetryOptions.ConnectionStringSetting, connection),
            new(TelemetryOptions.AuthenticationStringSetting, sign),
            new(TelemetryOptions.OtlpEndpointSetting, otlp),
            new(TelemetryOptions.DisabledSetting, disabled),
        ])
        .Build());
}
