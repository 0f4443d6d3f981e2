using System.Xml.Linq;

namespace InventoryFunctions.Dev;

/// <summary><c>test</c>: every test assembly in one run, two at a time.</summary>
internal static class TestCommand
{
    /// <summary>What the runner says about itself, and the path of the result file, which is read and deleted here.</summary>
    private static readonly string[] Noise =
        ["Data collector 'Blame'", "No test matches the given", "No test is available", "Results File:", "VSTest version", "Starting test execution", "test files matched the specified pattern", "TestAdapterPath"];

    public static async Task<int> RunAsync(CommandOptions options, CancellationToken stop)
    {
        var filter = options.Value("--filter");
        options.RefuseRest();
        await Prerequisites.CheckAsync(stop);
        await AzuriteInstallation.EnsureAsync(stop);
        var airGapped = await PackageFeed.PrepareAsync(stop);
        await ProjectBuild.RunAsync("InventoryFunctions.sln", "Debug", airGapped, stop);

        // The largest first: it has most tests, and would else be at work alone in the end.
        var assemblies = Directory.GetDirectories(WorkingCopy.PathTo("tests"), "*.Tests")
            .Select(project => ProjectBuild.Output(Path.GetRelativePath(WorkingCopy.Root, project), "Debug"))
            .OrderByDescending(assembly => new FileInfo(assembly).Length).ToList();
        var results = Directory.CreateTempSubdirectory("inventoryfunctions-tests-");
        try
        {
            Console.WriteLine($"Tests: {assemblies.Count} assemblies.");
            // One run over the built assemblies: `dotnet test` on the solution would have MSBuild look at every project again.
            // A test that hangs for ten minutes is named and ends the run, so that a build machine never waits for ever. The longest takes four on a busy one,
            // and a browser that is installed first some more.
            List<string> arguments =
            [
                "vstest", .. assemblies, "--Logger:trx", "--Logger:console;verbosity=minimal", $"--ResultsDirectory:{results.FullName}",
                "--Blame:CollectHangDump;TestTimeout=10min;HangDumpType=none",
            ];
            if (filter is not null)
            {
                arguments.Add($"--TestCaseFilter:{filter}");
            }

            arguments.AddRange(["--", "RunConfiguration.MaxCpuCount=2"]);
            await using var run = ChildProcess.Start(WorkingCopy.Dotnet, arguments, WorkingCopy.Root, line =>
            {
                if (!Noise.Any(noise => line.Contains(noise, StringComparison.Ordinal)))
                {
                    Console.WriteLine(line);
                }
            }, new()
            {
                ["AirGapped"] = airGapped ? "true" : "false",
                // How long the runner waits for an assembly's process to come up, in seconds: 90 unless told, which a busy machine may take.
                ["VSTEST_CONNECTION_TIMEOUT"] = "600",
            });
            var code = await run.Exited.WaitAsync(stop);
            var report = TestReport.Read(results.EnumerateFiles("*.trx", SearchOption.AllDirectories).Select(file => XDocument.Load(file.FullName)), code);
            report.Print();
            return report.Succeeded ? 0 : 1;
        }
        finally
        {
            results.Delete(recursive: true);
        }
    }
}
