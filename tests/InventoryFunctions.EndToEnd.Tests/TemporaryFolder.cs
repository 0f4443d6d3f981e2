namespace InventoryFunctions.EndToEnd.Tests;

/// <summary>An empty folder that goes with its test.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("inventoryfunctions-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
