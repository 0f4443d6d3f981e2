namespace InventoryFunctions.Testing;

/// <summary>The working copy that the tests run in.</summary>
public static class Repository
{
    private const string Solution = "InventoryFunctions.sln";

    /// <summary>The folder of InventoryFunctions.sln, found from the tests' own folder upwards.</summary>
    /// <exception cref="InvalidOperationException">The tests do not run inside a working copy.</exception>
    public static string Root { get; } = Find(new DirectoryInfo(AppContext.BaseDirectory));

    private static string Find(DirectoryInfo? folder)
    {
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, Solution)))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException($"No {Solution} at or above {AppContext.BaseDirectory}.");
    }
}
