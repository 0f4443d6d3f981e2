using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace InventoryFunctions.Dev;

/// <summary>Finds out whether the NuGet feed has Microsoft's packages (README, troubleshooting).</summary>
internal static partial class PackageFeed
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

        var answerFile = WorkingCopy.Local("feed-answer");
        var question = await QuestionAsync(stop);
        if (Remembered(answerFile, question) is { } known)
        {
            Console.WriteLine($"{Sentence(known)} (Known from an earlier start; delete .local/feed-answer to ask the feed again.)");
            return known.Length > 0;
        }

        Console.WriteLine("Packages: asking the NuGet feed.");
        var missing = await AskAsync(stop);
        Directory.CreateDirectory(WorkingCopy.Local());
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
        var (_, sources) = await ChildProcess.CaptureAsync(WorkingCopy.Dotnet, ["nuget", "list", "source", "--format", "short"], WorkingCopy.Root, stop);
        var packages = File.ReadAllText(WorkingCopy.PathTo("Directory.Packages.props"));
        return Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(packages + string.Join('\n', sources))));
    }

    /// <summary>The answer to this question: the missing package, empty when none is, null when it was not asked lately.</summary>
    private static string? Remembered(string file, string question)
    {
        var lines = File.Exists(file) ? File.ReadAllLines(file) : [];
        var age = TimeProvider.System.GetUtcNow() - new DateTimeOffset(File.GetLastWriteTimeUtc(file));
        return lines is [var asked, var missing] && asked == question && age < AskAgainAfter ? missing : null;
    }

    /// <summary>Restores the host, which needs every Azure package, the ordinary way. Answers with the missing package, or nothing.</summary>
    private static async Task<string> AskAsync(CancellationToken stop)
    {
        var (code, output) = await ChildProcess.CaptureAsync(WorkingCopy.Dotnet,
            ["restore", WorkingCopy.PathTo("src/InventoryFunctions.EmbeddedHost"), "-nologo", "-nodeReuse:false", "-p:AirGapped=false"], WorkingCopy.Root, stop,
            new() { ["DOTNET_CLI_UI_LANGUAGE"] = "en" });
        if (code == 0)
        {
            return "";
        }

        if (FirstMissing(output) is { } missing)
        {
            return missing;
        }

        ProjectBuild.Errors(output).ForEach(Console.Error.WriteLine);
        throw new Failure(IsConflict(output)
            ? "the versions in Directory.Packages.props contradict each other; NuGet's message stands above."
            : "the NuGet restore failed; its message stands above.");
    }

    /// <summary>Whether the packages are there and do not go together: our pins are wrong, not the feed.</summary>
    internal static bool IsConflict(IReadOnlyList<string> restoreOutput) => restoreOutput.Any(line => Conflicting().IsMatch(line));

    /// <summary>
    /// The package that a failed restore did not find, with its version; null where the restore failed for another
    /// reason. A feed that could not be reached (NU1301) has not answered, whatever else the output says.
    /// </summary>
    internal static string? FirstMissing(IReadOnlyList<string> restoreOutput)
    {
        if (restoreOutput.Any(line => line.Contains("NU1301", StringComparison.Ordinal)))
        {
            return null;
        }

        // A package that does not exist at all says more than one that exists in a newer version only.
        return restoreOutput.Select(line => Lacking().Match(line)).Where(match => match.Success)
            .OrderBy(match => match.Value.StartsWith("NU1603", StringComparison.Ordinal))
            .Select(match => $"{match.Groups["id"].Value} {match.Groups["version"].Value}".TrimEnd())
            .FirstOrDefault();
    }

    // NU1107 versions without a common one, NU1109 and NU1605 a pin or reference below what another package needs, NU1608 above what it bears.
    [GeneratedRegex("error NU1(?:107|109|605|608):")]
    private static partial Regex Conflicting();

    // NU1101 no such package, NU1102 no such version, NU1103 only a prerelease, NU1603 only a newer version.
    [GeneratedRegex(@"NU110[123]: Unable to find (?:a stable )?package (?<id>[\w.-]*\w)(?: with version \(>= (?<version>[^)]+)\))?|NU1603: .*?: \S+ depends on (?<id>\S+) \(>= (?<version>[^)]+)\) but")]
    private static partial Regex Lacking();
}
