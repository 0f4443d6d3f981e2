using System.Xml.Linq;

namespace InventoryFunctions.Dev;

/// <summary>What a test run came to.</summary>
internal sealed record TestReport(int Passed, IReadOnlyList<string> Failures, int Skipped)
{
    /// <summary>A run without a single test proves nothing, so it did not succeed.</summary>
    public bool Succeeded => Failures.Count == 0 && Passed > 0;

    /// <summary>The line that ends every run.</summary>
    public string ClosingLine => $"{Passed} passed, {Failures.Count} failed{(Skipped > 0 ? $", {Skipped} skipped" : "")}";

    /// <summary>Reads the runner's result files (TRX), one for each run of assemblies.</summary>
    public static TestReport Read(IEnumerable<XDocument> results, int exitCode)
    {
        var elements = results.SelectMany(result => result.Descendants()).ToList();
        var tests = elements.Where(element => element.Name.LocalName == "UnitTestResult").ToLookup(Outcome);
        var failures = tests.Where(outcome => outcome.Key is not ("Passed" or "NotExecuted")).SelectMany(outcome => outcome)
            .Select(test => (string?)test.Attribute("testName") ?? "a test without a name").ToList();

        // An assembly that crashed or hung has no failed test to show for it; it must not end in "0 failed".
        if (failures.Count == 0)
        {
            failures.AddRange(elements.Where(element => element.Name.LocalName == "RunInfo" && Outcome(element) == "Error").Select(run => run.Value.Trim()));
        }

        if (failures.Count == 0 && exitCode != 0)
        {
            failures.Add($"The test run ended with exit code {exitCode}.");
        }

        return new(tests["Passed"].Count(), failures, tests["NotExecuted"].Count());
    }

    /// <summary>Names the failed tests once more, below the output in which each stands in full, and closes.</summary>
    public void Print()
    {
        Console.WriteLine();
        if (Passed + Failures.Count + Skipped == 0)
        {
            Console.WriteLine("No test was run. Is the filter right?");
        }

        foreach (var failure in Failures)
        {
            Console.WriteLine($"Failed: {failure}");
        }

        Console.WriteLine(ClosingLine);
    }

    private static string? Outcome(XElement element) => (string?)element.Attribute("outcome");
}
