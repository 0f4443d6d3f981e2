namespace InventoryFunctions.Dev;

/// <summary><c>bench</c>: hands over to bench/InventoryFunctions.Bench.</summary>
internal static class BenchCommand
{
    private const string Project = "bench/InventoryFunctions.Bench";

    public static async Task<int> RunAsync(string[] arguments, CancellationToken stop)
    {
        await Prerequisites.CheckAsync(stop);
        await AzuriteInstallation.EnsureAsync(stop);
        var airGapped = await PackageFeed.PrepareAsync(stop);
        await ProjectBuild.RunAsync(Project, "Release", airGapped, stop);
        await using var run = ChildProcess.Start(WorkingCopy.Dotnet, [ProjectBuild.Output(Project, "Release"), .. arguments], WorkingCopy.Root, Console.WriteLine);
        return await run.Exited.WaitAsync(stop);
    }
}
