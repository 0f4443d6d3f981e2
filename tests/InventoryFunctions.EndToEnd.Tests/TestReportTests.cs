using System.Xml.Linq;
using InventoryFunctions.Dev;

namespace InventoryFunctions.EndToEnd.Tests;

public sealed class TestReportTests
{
    private const string Passed = """<UnitTestResult testName="A" outcome="Passed" />""";
    private const string Failed = """<UnitTestResult testName="B" outcome="Failed" />""";
    private const string Skipped = """<UnitTestResult testName="C" outcome="NotExecuted" />""";
    private const string Crashed = """<RunInfo outcome="Error"><Text>Test host process crashed</Text></RunInfo>""";

    [Theory]
    [InlineData(true, 0, "2 passed, 0 failed", Passed, Passed)]
    [InlineData(true, 0, "1 passed, 0 failed, 1 skipped", Passed, Skipped)]
    [InlineData(false, 1, "1 passed, 1 failed", Passed, Failed)]
    [InlineData(false, 1, "1 passed, 1 failed", Passed, Crashed)]
    [InlineData(false, 1, "1 passed, 1 failed", Passed)]
    [InlineData(false, 0, "0 passed, 0 failed")]
    [InlineData(false, 0, "0 passed, 0 failed, 1 skipped", Skipped)]
    public void Read_OfARun_CountsAndDecides(bool succeeded, int exitCode, string closingLine, params string[] results)
    {
        var report = TestReport.Read(results.Select(result => XDocument.Parse($"<TestRun xmlns='http://microsoft.com/schemas/VisualStudio/TeamTest/2010'>{result}</TestRun>")), exitCode);

        Assert.Equal(closingLine, report.ClosingLine);
        Assert.Equal(succeeded, report.Succeeded);
    }
}
