namespace InventoryFunctions.Dev;

/// <summary>The clone that dev.cs stands in.</summary>
internal static class WorkingCopy
{
    /// <summary>Where dev.cs stands, wherever it is called from.</summary>
    public static string Root { get; } = AppContext.GetData("EntryPointFileDirectoryPath") as string
        ?? throw new Failure("start this with `dotnet run dev.cs`.");

    public static string Dotnet { get; } = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";

    public static string PathTo(string path) => Path.Combine(Root, path.Replace('/', Path.DirectorySeparatorChar));

    /// <summary>What is kept between runs and never committed.</summary>
    public static string Local(string name = "") => Path.Combine(Root, ".local", name);
}
