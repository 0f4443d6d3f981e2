using System.Diagnostics;

namespace InventoryFunctions.Dev;

/// <summary>Builds, and shows nothing but errors.</summary>
internal static class ProjectBuild
{
    public static async Task RunAsync(string project, string configuration, bool airGapped, CancellationToken stop)
    {
        if (Environment.GetEnvironmentVariable("DEV_NO_BUILD") == "1")
        {
            Console.WriteLine("Build: skipped (DEV_NO_BUILD=1).");
            return;
        }

        var took = Stopwatch.StartNew();
        // Nodes and a compiler server that are kept for a next build would be left running.
        var (code, output) = await ChildProcess.CaptureAsync(WorkingCopy.Dotnet,
            ["build", WorkingCopy.PathTo(project), "-c", configuration, "-nologo", "-v", "q", "-clp:NoSummary", "-nodeReuse:false", "-p:UseSharedCompilation=false"], WorkingCopy.Root, stop,
            new() { ["AirGapped"] = airGapped ? "true" : "false" });
        if (code != 0)
        {
            var errors = Errors(output);
            (errors.Count > 0 ? errors : output).ForEach(Console.Error.WriteLine);
            throw new Failure($"the build of {project} failed; the errors stand above.");
        }

        Console.WriteLine($"Build: {Path.GetFileNameWithoutExtension(project)} in {took.Elapsed.TotalSeconds:0} s.");
    }

    /// <summary>What is built of a project whose folder is named after it.</summary>
    public static string Output(string project, string configuration) => Output(project, Path.GetFileName(project), configuration);

    public static string Output(string project, string name, string configuration)
    {
        var output = WorkingCopy.PathTo(Path.Combine(project, "bin", configuration, "net10.0", name + ".dll"));
        return File.Exists(output) ? output : throw new Failure($"{Path.GetRelativePath(WorkingCopy.Root, output)} was not built.");
    }

    public static List<string> Errors(IEnumerable<string> output) =>
        [.. output.Where(line => line.Contains("error ", StringComparison.Ordinal)).Select(line => line.Trim()).Distinct()];
}
