using InventoryFunctions.Dev;

namespace InventoryFunctions.EndToEnd.Tests;

public sealed class SigningKeyFileTests : IDisposable
{
    private const string Setting = "Callbacks__SigningKey";

    private readonly TemporaryFolder _folder = new();

    private string File => Path.Combine(_folder.Path, "made-for-it", "key");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Complete_WhereThereIsNoKey_MakesOneAndTakesItEverAfter()
    {
        var first = Completed([]);
        var second = Completed(new() { [Setting] = "" });

        Assert.Equal(32, Convert.FromBase64String(first!).Length);
        Assert.Equal(first, second);
        Assert.Single(Directory.GetFileSystemEntries(Path.GetDirectoryName(File)!));
    }

    [UnixFact]
    public void Complete_TheFileItMakes_IsForItsOwnerOnly()
    {
        Completed([]);

        Assert.True(OperatingSystem.IsWindows() || System.IO.File.GetUnixFileMode(File) == (UnixFileMode.UserRead | UnixFileMode.UserWrite));
    }

    [Fact]
    public void Complete_WhereTheSettingsOrTheEnvironmentHaveAKey_LeavesItToThem()
    {
        Assert.Equal("of the settings", Completed(new() { [Setting] = "of the settings" }));
        Assert.Null(Completed([], name => name == Setting ? "of the environment" : null));
        Assert.False(System.IO.File.Exists(File));
    }

    private string? Completed(Dictionary<string, string> settings, Func<string, string?>? environment = null)
    {
        SigningKeyFile.Complete(settings, environment ?? (_ => null), File);
        return settings.GetValueOrDefault(Setting);
    }
}
