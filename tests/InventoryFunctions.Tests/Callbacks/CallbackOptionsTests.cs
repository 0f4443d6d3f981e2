using InventoryFunctions.Callbacks;
using InventoryFunctions.EmbeddedHost;
using InventoryFunctions.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace InventoryFunctions.Tests.Callbacks;

public sealed class CallbackOptionsTests
{
    private static readonly string Key = Convert.ToBase64String(new byte[32]);

    [Fact]
    public async Task Host_WithoutAKeyOutsideDevelopment_DoesNotStartAndNamesTheSetting()
    {
        OptionsValidationException refused = await Assert.ThrowsAsync<OptionsValidationException>(() => EmbeddedApplication.StartAsync(new EmbeddedHostOptions
        {
            Settings = new Dictionary<string, string?>
            {
                ["AZURE_FUNCTIONS_ENVIRONMENT"] = "Production",
                ["WEBSITE_HOSTNAME"] = "inventory.example.com",
                [StorageConnection.Setting] = "UseDevelopmentStorage=true",
            },
            MinimumLogLevel = LogLevel.Critical,
        }));

        Assert.Contains("Callbacks__SigningKey is missing", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Validate_WithoutAKeyInDevelopment_Succeeds() =>
        Assert.True(Validate(new CallbackOptions(), ("AZURE_FUNCTIONS_ENVIRONMENT", "Development")).Succeeded);

    [Theory]
    [InlineData("no base64 at all, however long it may be")]
    [InlineData("c2hvcnQ=")]
    public void Validate_OfAKeyThatIsNone_NamesTheSettingAndNotTheKey(string key)
    {
        ValidateOptionsResult result = Validate(new CallbackOptions { SigningKey = key, PreviousSigningKey = key }, ("WEBSITE_HOSTNAME", "inventory.example.com"));

        Assert.Equal(
            ["Callbacks__SigningKey must be base64 of at least 32 bytes.", "Callbacks__PreviousSigningKey must be base64 of at least 32 bytes."],
            result.Failures);
    }

    [Theory]
    [InlineData("https://inventory.example.com/api", true)]
    [InlineData("http://127.0.0.1:7071/api", true)]
    [InlineData("http://inventory.example.com/api", false)]
    [InlineData("https://inventory.example.com/api?code=1", false)]
    [InlineData("https://somebody@inventory.example.com/api", false)]
    [InlineData("inventory.example.com", false)]
    public void Validate_OfABaseUrl_TakesHttpsOrThisMachine(string url, bool taken)
    {
        ValidateOptionsResult result = Validate(new CallbackOptions { SigningKey = Key, BaseUrl = url });

        Assert.Equal(taken, result.Succeeded);
        Assert.True(taken || result.FailureMessage!.StartsWith($"Callbacks__BaseUrl '{url}' must", StringComparison.Ordinal), result.FailureMessage);
    }

    [Fact]
    public void Validate_WhereNobodySaysWhereTheAppIs_NamesBothSettings()
    {
        ValidateOptionsResult result = Validate(new CallbackOptions { SigningKey = Key });

        Assert.Equal("Callbacks__BaseUrl is missing, and so is WEBSITE_HOSTNAME: links would lead nowhere.", result.FailureMessage);
    }

    private static ValidateOptionsResult Validate(CallbackOptions options, params (string Setting, string Value)[] host) => new CallbackOptionsValidator(
        new ConfigurationBuilder().AddInMemoryCollection(host.Select(setting => KeyValuePair.Create(setting.Setting, (string?)setting.Value))).Build()).Validate(null, options);
}
