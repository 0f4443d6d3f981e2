#!/usr/bin/env dotnet
#:property PublishAot=false
// The developer's commands. `dotnet run dev.cs` prints what they are; README.md says what to expect.
//
// Order of this file: the commands (Up, Test, Bench), what they prepare (Prerequisites, Feed, Build, Azurite),
// and what they stand on (Settings, Child, Ports, Options, Repository).

using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;

using var signals = new Signals();
try
{
    return args switch
    {
        [] or ["help" or "--help" or "-h", ..] => Usage(),
        ["up", .. var rest] => await Up.RunAsync(new Options("up", rest), signals),
        ["test", .. var rest] => await Test.RunAsync(new Options("test", rest), signals.Token),
        ["bench", .. var rest] => await Bench.RunAsync(rest, signals.Token),
        [var unknown, ..] => throw new Failure($"unknown command '{unknown}'. Known: up, test, bench. `dotnet run dev.cs` prints what they do.", Failure.Usage),
    };
}
catch (Failure failure)
{
    Console.Error.WriteLine($"dev: {failure.Message}");
    return failure.ExitCode;
}
catch (OperationCanceledException) when (signals.Token.IsCancellationRequested)
{
    Console.Error.WriteLine("dev: stopped.");
    return 130;
}

static int Usage()
{
    Console.WriteLine("""
        dotnet run dev.cs up     runs Inventory Functions on this machine: storage emulator and host
          --port N               where the API listens; 7071 unless given
          --data DIR             where the storage emulator keeps its data; .local/azurite unless given
          --fresh                starts with empty storage
          --quiet                does not show the host's log
          --func                 runs the app under Azure Functions Core Tools (`func start`)
        dotnet run dev.cs test   prepares this machine and runs every test
          --filter EXPRESSION    only the tests that match, as in `dotnet test --filter`
        dotnet run dev.cs bench  runs a benchmark in Release; what follows is passed on, e.g. bench batch --items 10000

        Environment: AirGapped=true|false chooses the packages instead of asking the feed (README, troubleshooting);
        DEV_NO_BUILD=1 takes what was built last.
        """);
    return 0;
}

/// <summary><c>up</c>: storage, host, and nothing left behind.</summary>
static class Up
{
    private static readonly TimeSpan HealthDeadline = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan StopDeadline = TimeSpan.FromSeconds(20);

    public static async Task<int> RunAsync(Options options, Signals signals)
    {
        var port = options.Number("--port", 7071);
        var data = Path.GetFullPath(options.Value("--data") ?? Repository.Local("azurite"));
        var fresh = options.Flag("--fresh");
        var quiet = options.Flag("--quiet");
        var func = options.Flag("--func");
        options.RefuseRest();
        var stop = signals.Token;

        if (!Ports.IsFree(port))
        {
            throw new Failure($"port {port} is taken. Stop what listens there, or choose another one with --port.");
        }

        var coreTools = func ? Prerequisites.CoreTools() : null;
        await Prerequisites.CheckAsync(stop);
        var settings = Settings.Read();
        using var storage = settings.UsesEmulator ? DataDirectory.Open(data, fresh) : null;
        if (storage is null)
        {
            Console.WriteLine($"Storage: AzureWebJobsStorage in {settings.Source} names an account of its own, so Azurite is not started.");
            if (fresh || options.Had("--data"))
            {
                throw new Failure("--fresh and --data are for Azurite only, which these settings do not use.");
            }
        }

        await Azurite.InstallAsync(stop);
        var airGapped = await Feed.PrepareAsync(stop);
        if (func && airGapped)
        {
            throw new Failure("`func start` needs Microsoft's packages, which this build does not use (AirGapped=true). Run `up` without --func: the embedded host needs none of them.");
        }

        // `func start` builds for itself.
        if (!func)
        {
            await Build.RunAsync("src/InventoryFunctions.EmbeddedHost", "Debug", airGapped, stop);
        }

        await using var azurite = storage is null ? null : await Azurite.StartAsync(storage.Path, stop);
        if (azurite is not null)
        {
            settings.UseEmulatorAt(azurite.Ports);
        }

        Environment.SetEnvironmentVariable("EMBEDDEDHOST_PARENT_PID", $"{Environment.ProcessId}");
        string[] arguments = func
            ? ["start", "--script-root", Repository.PathTo("src/InventoryFunctions"), "--port", $"{port}"]
            : [Build.Output("src/InventoryFunctions.EmbeddedHost", "Debug"), "--port", $"{port}"];
        await using var host = Child.Start(coreTools ?? Repository.Dotnet, arguments, Repository.Root, quiet ? null : Console.Out.WriteLine, settings.Values);

        if (!await UntilHealthyAsync($"http://127.0.0.1:{port}/api/health", host, azurite?.Process, stop))
        {
            return await EndAsync(host, azurite, stop);
        }

        Console.WriteLine($"""

            Inventory Functions is running.

              API       http://127.0.0.1:{port}/api   (process {host.Id})
              Health    http://127.0.0.1:{port}/api/health
              Storage   {(azurite is null ? settings.Source : $"Azurite on ports {string.Join(", ", azurite.Ports)}, data in {storage!.Path}   (process {azurite.Process.Id})")}

            Three calls to try: load the sample items, start a batch update, watch it.

              curl -X POST "http://127.0.0.1:{port}/api/inventory/samples?set=scheduler"
              curl -X POST http://127.0.0.1:{port}/api/jobs
              curl http://127.0.0.1:{port}/api/jobs

            Ctrl-C stops everything.

            """);
        await Task.WhenAny(host.Exited, azurite?.Process.Exited ?? Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, CancellationToken.None), signals.Stopped);
        return await EndAsync(host, azurite, stop);
    }

    /// <summary>False when a process ended, or the developer stopped us, before the host was healthy.</summary>
    private static async Task<bool> UntilHealthyAsync(string url, Child host, Child? azurite, CancellationToken stop)
    {
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(5) };
        var waited = Stopwatch.StartNew();
        var last = "it did not answer";
        while (!host.Exited.IsCompleted && azurite is not { Exited.IsCompleted: true } && !stop.IsCancellationRequested)
        {
            try
            {
                using var answer = await http.GetAsync(new Uri(url), stop);
                if (answer.IsSuccessStatusCode)
                {
                    return true;
                }

                last = $"it answered {(int)answer.StatusCode}: {await answer.Content.ReadAsStringAsync(stop)}";
            }
            catch (Exception notYet) when (notYet is HttpRequestException or OperationCanceledException)
            {
            }

            if (waited.Elapsed > HealthDeadline)
            {
                await host.StopAsync(StopDeadline);
                throw new Failure($"the host was not healthy within {HealthDeadline.TotalSeconds} seconds; {last}.");
            }

            await Task.WhenAny(host.Exited, Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System, CancellationToken.None));
        }

        return false;
    }

    /// <summary>Stops the host, then the storage it writes to, and says what ended first.</summary>
    private static async Task<int> EndAsync(Child host, Azurite? azurite, CancellationToken stop)
    {
        if (stop.IsCancellationRequested)
        {
            Console.WriteLine("Stopping.");
            await host.StopAsync(StopDeadline);
            if (azurite is not null)
            {
                await azurite.DisposeAsync();
            }

            return 0;
        }

        if (host.Exited.IsCompleted)
        {
            var code = await host.Exited;
            throw new Failure($"the host ended with exit code {code}: {host.LastError}", code == 0 ? 1 : code);
        }

        var died = $"Azurite ended unexpectedly (exit code {await azurite!.Process.Exited}); the host was stopped.";
        await host.StopAsync(StopDeadline);
        throw new Failure(died);
    }
}

/// <summary><c>test</c>: every test assembly in one run, two at a time.</summary>
static class Test
{
    /// <summary>What the runner says about itself, and the path of the result file, which is read and deleted here.</summary>
    private static readonly string[] Noise =
        ["Data collector 'Blame'", "No test matches the given", "No test is available", "Results File:", "VSTest version", "Starting test execution", "test files matched the specified pattern", "TestAdapterPath"];

    public static async Task<int> RunAsync(Options options, CancellationToken stop)
    {
        var filter = options.Value("--filter");
        options.RefuseRest();
        await Prerequisites.CheckAsync(stop);
        await Azurite.InstallAsync(stop);
        var airGapped = await Feed.PrepareAsync(stop);
        await Build.RunAsync("InventoryFunctions.sln", "Debug", airGapped, stop);

        var assemblies = Directory.GetDirectories(Repository.PathTo("tests"), "*.Tests").Order(StringComparer.Ordinal)
            .Select(project => Build.Output(Path.GetRelativePath(Repository.Root, project), "Debug")).ToList();
        var results = Directory.CreateTempSubdirectory("inventoryfunctions-tests-");
        try
        {
            Console.WriteLine($"Tests: {assemblies.Count} assemblies.");
            // One run over the built assemblies: `dotnet test` on the solution would have MSBuild look at every project again.
            // A test that hangs for ten minutes is named and ends the run, so that a build machine never waits for ever.
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
            await using var run = Child.Start(Repository.Dotnet, arguments, Repository.Root, line =>
            {
                if (!Noise.Any(noise => line.Contains(noise, StringComparison.Ordinal)))
                {
                    Console.WriteLine(line);
                }
            }, new() { ["AirGapped"] = airGapped ? "true" : "false" });
            var code = await run.Exited.WaitAsync(stop);
            return Report(results, code);
        }
        finally
        {
            results.Delete(recursive: true);
        }
    }

    private static int Report(DirectoryInfo results, int code)
    {
        var documents = results.GetFiles("*.trx", SearchOption.AllDirectories).Select(file => XDocument.Load(file.FullName)).ToList();
        var tests = documents.SelectMany(document => Elements(document, "UnitTestResult")).ToList();
        int Count(string outcome) => tests.Count(test => (string?)test.Attribute("outcome") == outcome);
        var (passed, skipped) = (Count("Passed"), Count("NotExecuted"));
        var failures = tests.Where(test => (string?)test.Attribute("outcome") is not ("Passed" or "NotExecuted"))
            .Select(test => (string?)test.Attribute("testName") ?? "a test without a name").ToList();

        // An assembly that crashed or hung has no failed test to show for it; it must not end in "0 failed".
        failures.AddRange(documents.SelectMany(document => Elements(document, "RunInfo"))
            .Where(info => (string?)info.Attribute("outcome") == "Error" && failures.Count == 0)
            .Select(info => info.Value.Trim()));
        if (code != 0 && failures.Count == 0)
        {
            failures.Add($"The test run ended with exit code {code}.");
        }

        if (tests.Count == 0)
        {
            Console.WriteLine("No test was run. Is the filter right?");
        }

        Console.WriteLine();
        foreach (var failure in failures)
        {
            Console.WriteLine($"Failed: {failure}");
        }

        Console.WriteLine($"{passed} passed, {failures.Count} failed{(skipped > 0 ? $", {skipped} skipped" : "")}");
        return failures.Count == 0 && passed > 0 ? 0 : 1;
    }

    private static IEnumerable<XElement> Elements(XDocument document, string name) =>
        document.Descendants().Where(element => element.Name.LocalName == name);
}

/// <summary><c>bench</c>: hands over to bench/InventoryFunctions.Bench.</summary>
static class Bench
{
    private const string Project = "bench/InventoryFunctions.Bench";

    public static async Task<int> RunAsync(string[] arguments, CancellationToken stop)
    {
        await Prerequisites.CheckAsync(stop);
        await Azurite.InstallAsync(stop);
        var airGapped = await Feed.PrepareAsync(stop);
        await Build.RunAsync(Project, "Release", airGapped, stop);
        await using var run = Child.Start(Repository.Dotnet, [Build.Output(Project, "Release"), .. arguments], Repository.Root, Console.WriteLine);
        return await run.Exited.WaitAsync(stop);
    }
}

/// <summary>What a machine must have before anything else, and how to get it.</summary>
static partial class Prerequisites
{
    private const int NodeMajor = 20;

    public static async Task CheckAsync(CancellationToken stop)
    {
        // The muxer answers with an error that names the version where global.json asks for a newer SDK.
        var (code, sdk) = await Child.CaptureAsync(Repository.Dotnet, ["--version"], Repository.Root, stop);
        if (code != 0)
        {
            using var wanted = JsonDocument.Parse(File.ReadAllText(Repository.PathTo("global.json")));
            throw new Failure($".NET SDK {wanted.RootElement.GetProperty("sdk").GetProperty("version")} or newer is missing. {How(".NET", "winget install Microsoft.DotNet.SDK.10", "brew install dotnet-sdk", "your distribution's package dotnet-sdk-10.0", "https://dotnet.microsoft.com/download")}");
        }

        var how = How("Node.js", "winget install OpenJS.NodeJS.LTS", "brew install node", "your distribution's packages nodejs and npm", "https://nodejs.org/en/download");
        var node = Executable("node") ?? throw new Failure($"Node.js {NodeMajor} or newer is missing; the storage emulator runs on it. {how}");
        var (_, version) = await Child.CaptureAsync(node, ["--version"], Repository.Root, stop);
        var match = NodeVersion().Match(string.Join(' ', version));
        if (!match.Success || int.Parse(match.Groups[1].Value, null) < NodeMajor)
        {
            throw new Failure($"Node.js {NodeMajor} or newer is needed, and this is {string.Join(' ', version)} ({node}). {how}");
        }

        _ = Executable("npm") ?? throw new Failure($"npm is missing; the storage emulator is installed with it. {how}");
        Console.WriteLine($"Prerequisites: .NET SDK {sdk[0]}, Node.js {match.Value[1..]}.");
    }

    /// <summary>The path of <c>func</c>.</summary>
    public static string CoreTools() => Executable("func") ?? throw new Failure(
        $"--func needs Azure Functions Core Tools 4, which are not on the PATH. {How("them", "winget install Microsoft.Azure.FunctionsCoreTools", "brew tap azure/functions && brew install azure-functions-core-tools@4", "npm install -g azure-functions-core-tools@4", "https://learn.microsoft.com/azure/azure-functions/functions-run-local")} Without them, run `up` without --func.");

    /// <summary>Where PATH has a program, or null. On Windows npm is npm.cmd, which a process start does not find by itself.</summary>
    public static string? Executable(string name)
    {
        string[] endings = OperatingSystem.IsWindows() ? [".exe", ".cmd"] : [""];
        return (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .SelectMany(folder => endings.Select(ending => Path.Combine(folder.Trim('"'), name + ending)))
            .FirstOrDefault(File.Exists);
    }

    private static string How(string what, string windows, string mac, string linux, string page)
    {
        var command = OperatingSystem.IsWindows() ? windows : OperatingSystem.IsMacOS() ? mac : linux;
        return $"Get {what} with: {command}   or from {page}";
    }

    [GeneratedRegex(@"v(\d+)(\.\d+)+")]
    private static partial Regex NodeVersion();
}

/// <summary>Finds out whether the NuGet feed has Microsoft's packages (README, troubleshooting).</summary>
static partial class Feed
{
    private static readonly TimeSpan AskAgainAfter = TimeSpan.FromDays(7);

    /// <summary>Whether to build air-gapped. Always says in a line which it is, and why.</summary>
    public static async Task<bool> PrepareAsync(CancellationToken stop)
    {
        var chosen = Environment.GetEnvironmentVariable("AirGapped");
        if (!string.IsNullOrEmpty(chosen))
        {
            var airGapped = bool.TryParse(chosen, out var parsed) ? parsed : throw new Failure($"the environment variable AirGapped is '{chosen}'; it must be true or false.");
            Console.WriteLine($"Packages: AirGapped={chosen} is set, so {(airGapped ? "the stand-ins under airgap/ are built" : "Microsoft's packages are used")}.");
            return airGapped;
        }

        var answerFile = Repository.Local("feed-answer");
        var question = await QuestionAsync(stop);
        if (Remembered(answerFile, question) is { } known)
        {
            Console.WriteLine($"{Sentence(known)} (Known from an earlier start; delete .local/feed-answer to ask the feed again.)");
            return known.Length > 0;
        }

        Console.WriteLine("Packages: asking the NuGet feed.");
        var missing = await AskAsync(stop);
        Directory.CreateDirectory(Repository.Local());
        await File.WriteAllLinesAsync(answerFile, [question, missing], stop);
        Console.WriteLine(Sentence(missing));
        return missing.Length > 0;
    }

    private static string Sentence(string missing) => missing.Length == 0
        ? "Packages: the NuGet feed has Microsoft's packages; they are used."
        : $"Packages: the NuGet feed lacks {missing}, so this is an air-gapped build (AirGapped=true): the stand-ins under airgap/ are used.";

    /// <summary>Stands for everything the answer depends on: which packages and versions, and which feeds.</summary>
    private static async Task<string> QuestionAsync(CancellationToken stop)
    {
        var (_, sources) = await Child.CaptureAsync(Repository.Dotnet, ["nuget", "list", "source", "--format", "short"], Repository.Root, stop);
        var packages = File.ReadAllText(Repository.PathTo("Directory.Packages.props"));
        return Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(packages + string.Join('\n', sources))));
    }

    /// <summary>The answer to this question: the missing package, empty when none is, null when it was not asked lately.</summary>
    private static string? Remembered(string file, string question)
    {
        var lines = File.Exists(file) ? File.ReadAllLines(file) : [];
        var age = TimeProvider.System.GetUtcNow() - new DateTimeOffset(File.GetLastWriteTimeUtc(file));
        return lines is [var asked, var missing] && asked == question && age < AskAgainAfter ? missing : null;
    }

    /// <summary>
    /// Restores the host, which needs every Azure package, the ordinary way. Only the feed's answer that a package or
    /// version does not exist counts as lacking; a feed that can't be reached or refuses us is an error.
    /// </summary>
    private static async Task<string> AskAsync(CancellationToken stop)
    {
        var (code, output) = await Child.CaptureAsync(Repository.Dotnet,
            ["restore", Repository.PathTo("src/InventoryFunctions.EmbeddedHost"), "-nologo", "-nodeReuse:false", "-p:AirGapped=false"], Repository.Root, stop,
            new() { ["DOTNET_CLI_UI_LANGUAGE"] = "en" });
        if (code == 0)
        {
            return "";
        }

        // A package that does not exist at all says more than one with a newer version only.
        var lacking = output.Select(line => Lacking().Match(line)).Where(match => match.Success).OrderBy(match => match.Value.StartsWith("NU1603", StringComparison.Ordinal)).FirstOrDefault();
        var errors = Build.Errors(output);
        if (lacking is null || errors.Any(line => line.Contains("NU1301", StringComparison.Ordinal)))
        {
            errors.ForEach(Console.Error.WriteLine);
            throw new Failure("the NuGet restore failed; its message stands above.");
        }

        var version = lacking.Groups["version"].Value;
        return version.Length == 0 ? lacking.Groups["id"].Value : $"{lacking.Groups["id"].Value} {version}";
    }

    // NU1101 no such package, NU1102 no such version, NU1103 only a prerelease, NU1603 only a newer version.
    [GeneratedRegex(@"NU110[123]: Unable to find (?:a stable )?package (?<id>[\w.-]*\w)(?: with version \(>= (?<version>[^)]+)\))?|NU1603: .*?: \S+ depends on (?<id>\S+) \(>= (?<version>[^)]+)\) but")]
    private static partial Regex Lacking();
}

/// <summary>Builds, and shows nothing but errors.</summary>
static class Build
{
    public static async Task RunAsync(string project, string configuration, bool airGapped, CancellationToken stop)
    {
        if (Environment.GetEnvironmentVariable("DEV_NO_BUILD") == "1")
        {
            Console.WriteLine("Build: skipped (DEV_NO_BUILD=1).");
            return;
        }

        var took = Stopwatch.StartNew();
        // Nodes that are kept for a next build would be left running.
        var (code, output) = await Child.CaptureAsync(Repository.Dotnet,
            ["build", Repository.PathTo(project), "-c", configuration, "-nologo", "-v", "q", "-clp:NoSummary", "-nodeReuse:false"], Repository.Root, stop,
            new() { ["AirGapped"] = airGapped ? "true" : "false" });
        if (code != 0)
        {
            var errors = Errors(output);
            (errors.Count > 0 ? errors : output).ForEach(Console.Error.WriteLine);
            throw new Failure($"the build of {project} failed; the errors stand above.");
        }

        Console.WriteLine($"Build: {Path.GetFileNameWithoutExtension(project)} in {took.Elapsed.TotalSeconds:0} s.");
    }

    public static string Output(string project, string configuration)
    {
        var output = Repository.PathTo(Path.Combine(project, "bin", configuration, "net10.0", Path.GetFileName(project) + ".dll"));
        return File.Exists(output) ? output : throw new Failure($"{Path.GetRelativePath(Repository.Root, output)} was not built.");
    }

    public static List<string> Errors(IEnumerable<string> output) =>
        [.. output.Where(line => line.Contains("error ", StringComparison.Ordinal)).Select(line => line.Trim()).Distinct()];
}

/// <summary>The Azure Storage emulator, installed from tools/azurite/package-lock.json.</summary>
sealed partial class Azurite : IAsyncDisposable
{
    public static readonly int[] WellKnown = [10000, 10001, 10002];
    private static readonly string[] Services = ["blob", "queue", "table"];
    private static readonly TimeSpan StartDeadline = TimeSpan.FromSeconds(60);
    /// <summary>It saves when it ends: up to 2 seconds at 100,000 rows, and nothing may cut that short.</summary>
    private static readonly TimeSpan SaveDeadline = TimeSpan.FromSeconds(60);

    private Azurite(Child process, int[] ports) => (Process, Ports) = (process, ports);

    public Child Process { get; }

    /// <summary>Of the blob, queue and table service.</summary>
    public int[] Ports { get; }

    /// <summary>Does nothing where what the lock file names is installed.</summary>
    public static async Task InstallAsync(CancellationToken stop)
    {
        var folder = Repository.PathTo("tools/azurite");
        var stamp = Path.Combine(folder, "node_modules", ".installed-lock");
        var wanted = Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(Path.Combine(folder, "package-lock.json"))));
        if (File.Exists(stamp) && File.ReadAllText(stamp) == wanted)
        {
            return;
        }

        var took = Stopwatch.StartNew();
        var npm = Prerequisites.Executable("npm") ?? "npm";
        var (code, output) = await Child.CaptureAsync(npm, ["ci", "--no-audit", "--no-fund", "--loglevel=error"], folder, stop);
        if (code != 0)
        {
            output.ForEach(Console.Error.WriteLine);
            throw new Failure("`npm ci` in tools/azurite failed; its message stands above.");
        }

        await File.WriteAllTextAsync(stamp, wanted, stop);
        Console.WriteLine($"Azurite: installed in {took.Elapsed.TotalSeconds:0} s.");
    }

    /// <summary>On the well-known ports, so that UseDevelopmentStorage=true and Storage Explorer find it; on free ones only where one is taken.</summary>
    public static async Task<Azurite> StartAsync(string data, CancellationToken stop)
    {
        var taken = WellKnown.Where(port => !global::Ports.IsFree(port)).ToList();
        var ports = taken.Count == 0 ? WellKnown : [0, 0, 0];
        var services = new ConcurrentDictionary<string, int>();
        var listens = new TaskCompletionSource();
        // Azurite closes idle connections after 5 s by default, .NET's client after 60 s: the client has to be first.
        var process = Child.Start(Prerequisites.Executable("node") ?? "node",
            [
                Repository.PathTo("tools/azurite/serve.js"), "--location", data, "--skipApiVersionCheck", "--disableTelemetry", "--silent",
                .. Services.SelectMany((service, i) => new[] { $"--{service}Port", $"{ports[i]}", $"--{service}KeepAliveTimeout", "90" }),
            ],
            Repository.Root, line =>
            {
                if (Listening().Match(line) is { Success: true } match && services.TryAdd(match.Groups[1].Value.ToLowerInvariant(), int.Parse(match.Groups[2].Value, null)) && services.Count == Services.Length)
                {
                    listens.TrySetResult();
                }
            });
        try
        {
            await Task.WhenAny(listens.Task, process.Exited).WaitAsync(StartDeadline, stop);
            if (!listens.Task.IsCompleted)
            {
                throw new Failure($"Azurite did not start (exit code {await process.Exited}): {process.LastError}");
            }
        }
        catch (Exception failed)
        {
            await process.StopAsync(SaveDeadline);
            throw failed is TimeoutException ? new Failure($"Azurite did not start within {StartDeadline.TotalSeconds} seconds: {process.LastError}") : failed;
        }

        var azurite = new Azurite(process, [.. Services.Select(service => services[service])]);
        if (taken.Count > 0)
        {
            Console.WriteLine($"Storage: port {string.Join(" and ", taken)} is taken, so Azurite listens on {string.Join(", ", azurite.Ports)}.");
        }

        return azurite;
    }

    public async ValueTask DisposeAsync() => await Process.StopAsync(SaveDeadline);

    [GeneratedRegex(@"Azurite (\w+) service is successfully listening at \S+:(\d+)")]
    private static partial Regex Listening();
}

/// <summary>A folder of Azurite's that one <c>up</c> uses at a time. Its marker is what allows --fresh to empty it.</summary>
sealed class DataDirectory : IDisposable
{
    private const string Marker = ".inventoryfunctions";
    private readonly FileStream? _lock;

    private DataDirectory(string path, FileStream? @lock) => (Path, _lock) = (path, @lock);

    public string Path { get; }

    public static DataDirectory Open(string path, bool fresh)
    {
        Directory.CreateDirectory(path);
        var marker = System.IO.Path.Combine(path, Marker);
        var ours = File.Exists(marker) || !Directory.EnumerateFileSystemEntries(path).Any();
        if (!ours)
        {
            // Somebody's own data: used, but neither marked nor ever deleted.
            return fresh ? throw new Failure($"--fresh does not delete {path}: it holds files that `up` did not put there.") : new(path, null);
        }

        FileStream held;
        try
        {
            held = new FileStream(marker, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            throw new Failure($"another `up` uses the data in {path}. Stop it, or choose another folder with --data.");
        }

        foreach (var entry in fresh ? Directory.GetFileSystemEntries(path).Where(entry => entry != marker) : [])
        {
            if (Directory.Exists(entry))
            {
                Directory.Delete(entry, recursive: true);
            }
            else
            {
                File.Delete(entry);
            }
        }

        return new(path, held);
    }

    public void Dispose() => _lock?.Dispose();
}

/// <summary>The app's settings: local.settings.json, or the sample where there is none. The environment wins, as under Core Tools.</summary>
sealed class Settings
{
    private const string Storage = "AzureWebJobsStorage";
    private const string DevelopmentStorage = "UseDevelopmentStorage=true";
    /// <summary>The emulator's account, the same on every machine and documented with it; no secret.</summary>
    private const string EmulatorAccount = "devstoreaccount1";
    private const string EmulatorKey = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    private Settings(string source, Dictionary<string, string> values) => (Source, Values) = (source, values);

    public string Source { get; }

    public Dictionary<string, string> Values { get; }

    public bool UsesEmulator => Values.GetValueOrDefault(Storage) == DevelopmentStorage;

    public static Settings Read()
    {
        var source = File.Exists(Repository.PathTo("local.settings.json")) ? "local.settings.json" : "local.settings.sample.json";
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllText(Repository.PathTo(source)));
            var values = document.RootElement.GetProperty(nameof(Values)).EnumerateObject()
                .ToDictionary(setting => setting.Name, setting => Environment.GetEnvironmentVariable(setting.Name) ?? setting.Value.ToString());
            return new(source, values);
        }
        catch (Exception broken) when (broken is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new Failure($"{source} is not a settings file: {broken.Message}");
        }
    }

    public void UseEmulatorAt(int[] ports) =>
        Values[Storage] = ports.SequenceEqual(Azurite.WellKnown) ? DevelopmentStorage : string.Join(';',
            "DefaultEndpointsProtocol=http", $"AccountName={EmulatorAccount}", $"AccountKey={EmulatorKey}",
            $"BlobEndpoint=http://127.0.0.1:{ports[0]}/{EmulatorAccount}", $"QueueEndpoint=http://127.0.0.1:{ports[1]}/{EmulatorAccount}",
            $"TableEndpoint=http://127.0.0.1:{ports[2]}/{EmulatorAccount}");
}

/// <summary>A process that ends before we do, whatever happens to us.</summary>
sealed partial class Child : IAsyncDisposable
{
    private readonly Process _process;

    private Child(Process process, Action<string>? show)
    {
        _process = process;
        var output = PumpAsync(process.StandardOutput, line => show?.Invoke(line));
        var errors = PumpAsync(process.StandardError, line =>
        {
            LastError = line.Length > 0 ? line : LastError;
            show?.Invoke(line);
        });
        Exited = EndAsync(output, errors);
    }

    public int Id => _process.Id;

    /// <summary>The exit code, once it ended.</summary>
    public Task<int> Exited { get; }

    /// <summary>What it wrote last to standard error.</summary>
    public string LastError { get; private set; } = "it did not say why.";

    public static Child Start(string file, IEnumerable<string> arguments, string folder, Action<string>? show, Dictionary<string, string>? environment = null)
    {
        // Standard input stays open for as long as we live: Azurite ends when it closes.
        var start = new ProcessStartInfo(file, arguments) { WorkingDirectory = folder, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in environment ?? [])
        {
            start.Environment[name] = value;
        }

        // `dotnet run` tells its program where its own MSBuild is; another SDK's must not be used by what we start.
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("MSBuild", StringComparison.OrdinalIgnoreCase)).ToList())
        {
            start.Environment.Remove(name);
        }

        return new(Process.Start(start) ?? throw new Failure($"{file} did not start."), show);
    }

    /// <summary>Runs to the end. A cancelled run is killed with everything it started.</summary>
    public static async Task<(int Code, List<string> Output)> CaptureAsync(string file, IEnumerable<string> arguments, string folder, CancellationToken stop, Dictionary<string, string>? environment = null)
    {
        var lines = new List<string>();
        await using var child = Start(file, arguments, folder, line => { lock (lines) { lines.Add(line); } }, environment);
        return (await child.Exited.WaitAsync(stop), lines);
    }

    /// <summary>
    /// Asks it to end and waits. Azurite takes the end of its input for the request, the host SIGTERM; Windows has no
    /// SIGTERM, and there Ctrl-C has already reached the host, or the host is stopped hard, which it is built to survive.
    /// </summary>
    public async Task StopAsync(TimeSpan deadline)
    {
        if (Exited.IsCompleted)
        {
            return;
        }

        try
        {
            _process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It ended in this moment.
        }

        if (!OperatingSystem.IsWindows())
        {
            _ = Kill(_process.Id, Terminate);
        }

        await Task.WhenAny(Exited, Task.Delay(deadline, TimeProvider.System, CancellationToken.None));
        await DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!Exited.IsCompleted)
        {
            _process.Kill(entireProcessTree: true);
            await Task.WhenAny(Exited, Task.Delay(TimeSpan.FromSeconds(5), TimeProvider.System, CancellationToken.None));
        }
    }

    private async Task<int> EndAsync(Task output, Task errors)
    {
        await _process.WaitForExitAsync(CancellationToken.None);
        // A grandchild may hold the pipes open for longer than we want to wait.
        await Task.WhenAny(Task.WhenAll(output, errors), Task.Delay(TimeSpan.FromSeconds(2), TimeProvider.System, CancellationToken.None));
        return _process.ExitCode;
    }

    private static async Task PumpAsync(StreamReader from, Action<string> show)
    {
        while (await from.ReadLineAsync(CancellationToken.None) is { } line)
        {
            show(line);
        }
    }

    private const int Terminate = 15;

    [DllImport("libc", EntryPoint = "kill")]
    private static extern int Kill(int process, int signal);
}

/// <summary>Ctrl-C, SIGTERM, or the end of the <c>dotnet run</c> that started us.</summary>
sealed class Signals : IDisposable
{
    private readonly CancellationTokenSource _source = new();
    private readonly TaskCompletionSource _stopped = new();
    private readonly List<PosixSignalRegistration> _registrations = [];

    public Signals()
    {
        foreach (var signal in new[] { PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP })
        {
            _registrations.Add(PosixSignalRegistration.Create(signal, context =>
            {
                context.Cancel = true;
                _source.Cancel();
            }));
        }

        _source.Token.Register(() => _stopped.TrySetResult());
        if (!OperatingSystem.IsWindows())
        {
            _ = FollowParentAsync();
        }
    }

    public CancellationToken Token => _source.Token;

    public Task Stopped => _stopped.Task;

    /// <summary>`dotnet run` passes signals on to us, but killed the hard way it can't. (On Windows it takes us with it.)</summary>
    private async Task FollowParentAsync()
    {
        try
        {
            using var parent = Process.GetProcessById(ParentId());
            if (parent.ProcessName == "dotnet")
            {
                await parent.WaitForExitAsync(_source.Token);
                await _source.CancelAsync();
            }
        }
        catch (Exception gone) when (gone is ArgumentException or InvalidOperationException or OperationCanceledException)
        {
        }
    }

    [DllImport("libc", EntryPoint = "getppid")]
    private static extern int ParentId();

    public void Dispose()
    {
        _registrations.ForEach(registration => registration.Dispose());
        _source.Dispose();
    }
}

static class Ports
{
    public static bool IsFree(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}

/// <summary>A command's arguments: what is not asked for is refused by name.</summary>
sealed class Options(string command, IEnumerable<string> arguments)
{
    private readonly List<string> _rest = [.. arguments];
    private readonly HashSet<string> _known = [];
    private readonly HashSet<string> _had = [];

    public bool Had(string name) => _had.Contains(name);

    public bool Flag(string name)
    {
        _known.Add(name);
        return _rest.Remove(name) && _had.Add(name);
    }

    public string? Value(string name)
    {
        _known.Add(name);
        var at = _rest.FindIndex(argument => argument == name || argument.StartsWith(name + "=", StringComparison.Ordinal));
        if (at < 0)
        {
            return null;
        }

        _had.Add(name);
        var inline = _rest[at].Length > name.Length;
        var value = inline ? _rest[at][(name.Length + 1)..] : _rest.ElementAtOrDefault(at + 1);
        _rest.RemoveRange(at, inline || value is null ? 1 : 2);
        return string.IsNullOrWhiteSpace(value) || (!inline && value.StartsWith("--", StringComparison.Ordinal))
            ? throw new Failure($"{name} needs a value.", Failure.Usage)
            : value;
    }

    public int Number(string name, int otherwise) => Value(name) switch
    {
        null => otherwise,
        var text when int.TryParse(text, out var number) && number is > 0 and < 65536 => number,
        var text => throw new Failure($"{name} '{text}' is not a port: 1 to 65535.", Failure.Usage),
    };

    public void RefuseRest()
    {
        if (_rest is [var unknown, ..])
        {
            throw new Failure($"unknown option '{unknown}' for {command}. Known: {string.Join(", ", _known)}.", Failure.Usage);
        }
    }
}

static class Repository
{
    /// <summary>Where dev.cs stands, wherever it is called from.</summary>
    public static string Root { get; } = AppContext.GetData("EntryPointFileDirectoryPath") as string
        ?? throw new Failure("start this with `dotnet run dev.cs`.");

    public static string Dotnet { get; } = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";

    public static string PathTo(string path) => Path.Combine(Root, path.Replace('/', Path.DirectorySeparatorChar));

    /// <summary>What is kept between runs and never committed.</summary>
    public static string Local(string name = "") => Path.Combine(Root, ".local", name);
}

/// <summary>An end with one line for the developer.</summary>
sealed class Failure(string message, int exitCode = 1) : Exception(message)
{
    public const int Usage = 2;

    public int ExitCode { get; } = exitCode;
}
