using System.Text.Json;
using System.Text.RegularExpressions;

namespace InventoryFunctions.Dev;

/// <summary>What a machine must have before anything else, and how to get it.</summary>
internal static partial class Prerequisites
{
    private const int NodeMajor = 20;

    public static async Task CheckAsync(CancellationToken stop)
    {
        // The muxer answers with an error that names the version where global.json asks for a newer SDK.
        var (code, sdk) = await ChildProcess.CaptureAsync(WorkingCopy.Dotnet, ["--version"], WorkingCopy.Root, stop);
        if (code != 0)
        {
            using var wanted = JsonDocument.Parse(File.ReadAllText(WorkingCopy.PathTo("global.json")));
            throw new Failure($".NET SDK {wanted.RootElement.GetProperty("sdk").GetProperty("version")} or newer is missing. {How(".NET", "winget install Microsoft.DotNet.SDK.10", "brew install dotnet-sdk", "your distribution's package dotnet-sdk-10.0", "https://dotnet.microsoft.com/download")}");
        }

        var how = How("Node.js", "winget install OpenJS.NodeJS.LTS", "brew install node", "your distribution's packages nodejs and npm", "https://nodejs.org/en/download");
        var node = Executable("node") ?? throw new Failure($"Node.js {NodeMajor} or newer is missing; the storage emulator runs on it. {how}");
        var (_, version) = await ChildProcess.CaptureAsync(node, ["--version"], WorkingCopy.Root, stop);
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
