using InventoryFunctions.Dev;

namespace InventoryFunctions.EndToEnd.Tests;

public sealed class LocalSettingsTests
{
    private const string Storage = "AzureWebJobsStorage";

    [Theory]
    [InlineData(true, """{ "Values": { "AzureWebJobsStorage": "UseDevelopmentStorage=true" } }""")]
    [InlineData(true, """{ "Values": { "AzureWebJobsStorage": "UseDevelopmentStorage=true;" } }""")]
    [InlineData(true, """{ "Values": { } }""")]
    [InlineData(false, """{ "Values": { "AzureWebJobsStorage": "DefaultEndpointsProtocol=https;AccountName=shop" } }""")]
    public void UsesEmulator_UnlessTheSettingsNameAnAccount(bool uses, string json) =>
        Assert.Equal(uses, Parse(json).UsesEmulator);

    [Fact]
    public void UseEmulatorAt_TheWellKnownPorts_KeepsTheShortForm()
    {
        var settings = Parse("""{ "Values": { } }""");

        settings.UseEmulatorAt([10000, 10001, 10002]);

        Assert.Equal("UseDevelopmentStorage=true", settings.Values[Storage]);
    }

    [Fact]
    public void UseEmulatorAt_OtherPorts_NamesEachService()
    {
        var settings = Parse("""{ "Values": { } }""");

        settings.UseEmulatorAt([4001, 4002, 4003]);

        Assert.Contains("QueueEndpoint=http://127.0.0.1:4002/devstoreaccount1;TableEndpoint=http://127.0.0.1:4003/devstoreaccount1", settings.Values[Storage], StringComparison.Ordinal);
    }

    [Fact]
    public void Parse_WhereTheEnvironmentHasASetting_LetsItWin()
    {
        var settings = LocalSettings.Parse("test", """{ "Values": { "A": "file", "B": "file" }, /* as Core Tools allow */ }""", name => name == "A" ? "environment" : null);

        Assert.Equal("environment", settings.Values["A"]);
        Assert.Equal("file", settings.Values["B"]);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("{}")]
    [InlineData("""{ "Values": 1 }""")]
    public void Parse_OfSomethingElse_NamesTheFile(string json) =>
        Assert.StartsWith("test is not a settings file", Assert.Throws<Failure>(() => Parse(json)).Message, StringComparison.Ordinal);

    private static LocalSettings Parse(string json) => LocalSettings.Parse("test", json, _ => null);
}
