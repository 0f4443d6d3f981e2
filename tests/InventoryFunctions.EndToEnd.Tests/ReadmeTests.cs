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

    private static bool IsHeading(string line) => Heading().IsMatch(line);

    [GeneratedRegex("^#{1,6} ")]
    private static partial Regex Heading();

    [GeneratedRegex("^```.*?^```$\n?", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex CodeBlock();

    [GeneratedRegex("dotnet run dev\\.cs([^`\r\n#]*)")]
    private static partial Regex DevCall();
}
