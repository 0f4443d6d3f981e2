using InventoryFunctions.Dev;

namespace InventoryFunctions.EndToEnd.Tests;

public sealed class DataDirectoryTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Open_WithFresh_EmptiesAFolderThatItMarkedBefore()
    {
        using (DataDirectory.Open(_folder.Path, fresh: false))
        {
            Write("__azurite_db_table__.json");
            Write("__blobstorage__/block");
        }

        using var opened = DataDirectory.Open(_folder.Path, fresh: true);

        Assert.Empty(Directory.GetDirectories(_folder.Path));
        Assert.Single(Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public void Open_WithFresh_NeverDeletesFilesOfOthers()
    {
        Write("letters.txt");

        var refused = Assert.Throws<Failure>(() => DataDirectory.Open(_folder.Path, fresh: true));

        Assert.Contains("--fresh does not delete", refused.Message, StringComparison.Ordinal);
        Assert.Single(Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public void Open_OnAFolderOfOthers_UsesItUnmarkedSoThatItStaysTheirs()
    {
        Write("__azurite_db_table__.json");

        using (DataDirectory.Open(_folder.Path, fresh: false))
        {
        }

        Assert.Throws<Failure>(() => DataDirectory.Open(_folder.Path, fresh: true));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Open_OfAFolderInUse_IsRefusedWhoeverMadeIt(bool foreign)
    {
        if (foreign)
        {
            Write("__azurite_db_table__.json");
        }

        using (DataDirectory.Open(_folder.Path, fresh: false))
        {
            Assert.Contains("another `up` uses the data", Assert.Throws<Failure>(() => DataDirectory.Open(_folder.Path, fresh: false)).Message, StringComparison.Ordinal);
        }

        DataDirectory.Open(_folder.Path, fresh: false).Dispose();
    }

    private void Write(string name)
    {
        var path = Path.Combine(_folder.Path, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, "x");
    }
}
