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

    [Theory]
    [InlineData("{}")]
    [InlineData("{ \"AzureWebJobsStorage\": \"UseDevelopmentStorage=true\" }")]
    public void UsesEmulator_WhereOnlyTheEnvironmentNamesAnAccount_IsFalse(string values)
    {
        const string account = "DefaultEndpointsProtocol=https;AccountName=shop";

        var settings = LocalSettings.Parse("test", $$"""{ "Values": {{values}} }""", name => name == Storage ? account : null);

        Assert.False(settings.UsesEmulator);
        Assert.Equal(account, settings.Values[Storage]);
        Assert.Equal("the environment", settings.StorageSource);
    }

    [Theory]
    [InlineData("A")]
    [InlineData("a")]
    public void Parse_WhereASettingStandsTwice_NamesIt(string second)
    {
        var broken = Assert.Throws<Failure>(() => Parse($$"""{ "Values": { "A": "1", "{{second}}": "2" } }"""));

        Assert.Equal($"test has the setting {second} twice.", broken.Message);
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
