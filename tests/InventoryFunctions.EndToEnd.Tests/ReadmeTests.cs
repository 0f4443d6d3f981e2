using System.Text.RegularExpressions;
using InventoryFunctions.Testing;

namespace InventoryFunctions.EndToEnd.Tests;

public sealed partial class ReadmeTests
{
    [Fact]
    public async Task Readme_CommandsAndOptionsOfDev_AreThoseThatDevPrints()
    {
        var readme = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "README.md"));
        await using var usage = await DevCommand.RunAsync();
        var known = string.Join('\n', usage.Lines);

        var said = DevCall().Matches(readme).SelectMany(call => call.Groups[1].Value.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Where(word => word.StartsWith("--", StringComparison.Ordinal) || word is "up" or "test" or "bench" or "replay").Distinct().ToList();

        Assert.Superset(new HashSet<string> { "up", "test" }, said.ToHashSet());
        Assert.All(said, word => Assert.Contains(word, known, StringComparison.Ordinal));
    }

    [Fact]
    public async Task CiRun_CallsTheTestCommandOfTheReadme()
    {
        var readme = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "README.md"));
        var script = await File.ReadAllTextAsync(Path.Combine(Repository.Root, ".ci", "run"));

        Assert.Contains("\ndotnet run dev.cs test\n", readme.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.EndsWith("exec dotnet run dev.cs test\n", script.ReplaceLineEndings("\n"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Readme_EveryHeading_HasTextBelowIt()
    {
        var readme = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "README.md"));
        // In a block of code, # starts a comment.
        var lines = CodeBlock().Replace(readme.ReplaceLineEndings("\n"), "code\n").Split('\n', StringSplitOptions.RemoveEmptyEntries);

        var empty = lines.Where((line, i) => IsHeading(line) && (i + 1 == lines.Length || IsHeading(lines[i + 1])));

        Assert.Contains(lines, IsHeading);
        Assert.Empty(empty);
    }

    [Fact]
    public async Task Readme_TestsOfAParityRow_CarryItAsATrait()
    {
        var readme = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "README.md"));
        var sources = Directory.EnumerateFiles(Path.Combine(Repository.Root, "tests"), "*Tests.cs", SearchOption.AllDirectories)
            .ToLookup(Path.GetFileNameWithoutExtension, file => File.ReadAllText(file).ReplaceLineEndings("\n"));

        var named = ParityRow().Matches(readme).SelectMany(row =>
            TestName().Matches(row.Groups["tests"].Value).Select(test => (Row: row.Groups["row"].Value, Class: test.Groups[1].Value, Method: test.Groups[2].Value))).ToList();

        Assert.True(named.Count > 50);
        Assert.All(named, test => Assert.Contains(sources[test.Class], source =>
        {
            var trait = $"[Trait(\"Parity\", \"{test.Row}\")]";
            return test.Method.Length == 0
                ? source.Contains(trait, StringComparison.Ordinal)
                : AttributesOf($" {test.Method}(", source).Contains(trait, StringComparison.Ordinal)
                    || (source.Contains($" {test.Method}(", StringComparison.Ordinal) && AttributesOf($" class {test.Class}", source).Contains(trait, StringComparison.Ordinal));
        }));
    }

    // Everything between the declaration and the blank line above it.
    private static string AttributesOf(string declaration, string source)
    {
        var at = source.IndexOf(declaration, StringComparison.Ordinal);
        return at < 0 ? "" : source[source.LastIndexOf("\n\n", at, StringComparison.Ordinal)..at];
    }

    private static bool IsHeading(string line) => Heading().IsMatch(line);

    [GeneratedRegex("^#{1,6} ")]
    private static partial Regex Heading();

    [GeneratedRegex("^```.*?^```$\n?", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex CodeBlock();

    [GeneratedRegex("^\\| (?<row>[ABD]\\d+) \\|.*\\|(?<tests>[^|\r\n]+)\\|\r?$", RegexOptions.Multiline)]
    private static partial Regex ParityRow();

    [GeneratedRegex("`(\\w+Tests)\\.?(\\w*)`")]
    private static partial Regex TestName();

    [GeneratedRegex("dotnet run dev\\.cs([^`\r\n#]*)")]
    private static partial Regex DevCall();
}
