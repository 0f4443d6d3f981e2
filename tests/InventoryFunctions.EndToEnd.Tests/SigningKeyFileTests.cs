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

    [Theory]
    [InlineData("")]
    [InlineData("\n")]
    public void Complete_WhereTheFileIsEmpty_MakesAKeyInItsPlace(string content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(File)!);
        System.IO.File.WriteAllText(File, content);

        var made = Completed([]);

        Assert.Equal(32, Convert.FromBase64String(made!).Length);
        Assert.Equal(made, Completed([]));
        Assert.Single(Directory.GetFileSystemEntries(Path.GetDirectoryName(File)!));
    }

    [Theory]
    [InlineData("abc")]
    [InlineData("c2hvcnQ=")]
    public void Complete_WhereTheFileHoldsNoKey_NamesTheFileAndLeavesIt(string content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(File)!);
        System.IO.File.WriteAllText(File, content);

        var failure = Assert.Throws<Failure>(() => Completed([]));

        Assert.StartsWith($"{File} holds no key", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(content, failure.Message, StringComparison.Ordinal);
        Assert.Equal(content, System.IO.File.ReadAllText(File));
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
