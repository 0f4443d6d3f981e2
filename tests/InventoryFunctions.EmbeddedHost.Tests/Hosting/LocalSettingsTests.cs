using InventoryFunctions.EmbeddedHost.Hosting;

namespace InventoryFunctions.EmbeddedHost.Tests.Hosting;

public sealed class LocalSettingsTests : IDisposable
{
    private readonly string _path = Path.GetTempFileName();
    private readonly string _variable = $"Sample{Guid.NewGuid():N}__Value";

    [Fact]
    public void Read_File_GivesItsValuesByConfigurationName()
    {
        File.WriteAllText(_path, """{ "IsEncrypted": false, "Values": { "BatchUpdate__BatchSize": "7", "Count": 3 } } // ours""");

        var settings = LocalSettings.Read(_path);

        Assert.Equal("7", settings["BatchUpdate:BatchSize"]);
        Assert.Equal("3", settings["Count"]);
    }

    [Fact]
    [Trait("Parity", "A19")]
    public void Read_EnvironmentVariable_WinsOverTheFile()
    {
        File.WriteAllText(_path, $$"""{ "Values": { "{{_variable}}": "file" } }""");
        Environment.SetEnvironmentVariable(_variable, "environment");

        Assert.Equal("environment", LocalSettings.Read(_path)[Settings.Normalize(_variable)]);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("[]")]
    public void Read_Malformed_NamesTheFile(string json)
    {
        File.WriteAllText(_path, json);

        Assert.Contains(_path, Assert.Throws<HostStartException>(() => LocalSettings.Read(_path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_NamedFileMissing_IsAnError() => Assert.Throws<HostStartException>(() => LocalSettings.Read($"{_path}.nowhere"));

    public void Dispose()
    {
        File.Delete(_path);
        Environment.SetEnvironmentVariable(_variable, null);
    }
}
