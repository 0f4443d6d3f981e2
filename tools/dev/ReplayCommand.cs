namespace InventoryFunctions.Dev;

/// <summary><c>replay</c>: hands over to tools/retail.</summary>
internal static class ReplayCommand
{
    private const string Project = "tools/retail";

    public static async Task<int> RunAsync(string[] arguments, CancellationToken stop)
    {
        // No Azure package is in it, so it is the same in either build.
        await ProjectBuild.RunAsync(Project, "Debug", airGapped: true, stop);
        // Where the developer stands, because the file is named from there.
        await using var run = ChildProcess.Start(WorkingCopy.Dotnet,
            [ProjectBuild.Output(Project, "InventoryFunctions.Retail", "Debug"), "replay", .. arguments], Environment.CurrentDirectory, Console.WriteLine);
        return await run.Exited.WaitAsync(stop);
    }
}
