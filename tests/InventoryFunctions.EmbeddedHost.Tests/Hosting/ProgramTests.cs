using System.Diagnostics;
using InventoryFunctions.EmbeddedHost.Hosting;
using InventoryFunctions.Testing;

namespace InventoryFunctions.EmbeddedHost.Tests.Hosting;

/// <summary>The console program as a process: what it prints, and what it ends with.</summary>
public sealed class ProgramTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    [Fact]
    public async Task Run_UntilTerminated_SaysWhereItListensAndEndsInOrder()
    {
        using var host = Start(["--port", "0", "--quiet"]);
        string? line;
        do
        {
            // A busy machine may be worth a warning of the web server's.
            line = await host.StandardOutput.ReadLineAsync().WaitAsync(Eventually.DefaultDeadline);
        }
        while (line?.StartsWith("Listening", StringComparison.Ordinal) == false);

        Assert.Matches(@"^Listening on http://127\.0\.0\.1:\d+/api$", line);
        if (OperatingSystem.IsWindows())
        {
            // No signal can be sent to a process without a console there.
            host.Kill();
            return;
        }

        using var kill = Process.Start("kill", ["-TERM", $"{host.Id}"]);
        await host.WaitForExitAsync().WaitAsync(Eventually.DefaultDeadline);
        Assert.Equal((int)ExitCode.Stopped, host.ExitCode);
        Assert.Equal("", await host.StandardError.ReadToEndAsync());
    }

    [Theory]
    [InlineData(ExitCode.Usage, "--port", "", "", "--port", "many")]
    [InlineData(ExitCode.InvalidSetup, "BatchUpdate__BatchSize", "BatchUpdate__BatchSize", "0", "--port", "0")]
    [InlineData(ExitCode.InvalidSetup, "BatchUpdate__BatchSize", "BatchUpdate__BatchSize", "101", "--port", "0")]
    [InlineData(ExitCode.InvalidSetup, "BatchUpdate__BatchSize must be a whole number", "BatchUpdate__BatchSize", "abc", "--port", "0")]
    [InlineData(ExitCode.InvalidSetup, "Inventory__Shards must be a whole number", "Inventory__Shards", "abc", "--port", "0")]
    [InlineData(ExitCode.InvalidSetup, "Retention__Notifications must be a time span", "Retention__Notifications", "x", "--port", "0")]
    [InlineData(ExitCode.InvalidSetup, "APPLICATIONINSIGHTS_CONNECTION_STRING must be", "APPLICATIONINSIGHTS_CONNECTION_STRING", "x", "--port", "0")]
    [InlineData(ExitCode.InvalidSetup, "EmbeddedHost__QueueLease must be a time span of the form [d.]hh:mm:ss", "EmbeddedHost__QueueLease", "30", "--port", "0")]
    [InlineData(ExitCode.InvalidSetup, "EmbeddedHost__Address", "EmbeddedHost__Address", "here", "--port", "0")]
    [InlineData(ExitCode.InvalidSetup, "BatchUpdate__Schedule", "BatchUpdate__Schedule", "rate(0 hours)", "--port", "0")]
    [InlineData(ExitCode.InvalidSetup, "EmbeddedHost__FunctionKey", "", "", "--port", "0", "--host", "0.0.0.0")]
    [InlineData(ExitCode.InvalidSetup, "batchSize", "AzureFunctionsJobHost__extensions__queues__batchSize", "0", "--port", "0")]
    public async Task Run_WrongSetup_EndsWithOneLineAndItsCode(
        ExitCode expected, string named, string setting, string value, params string[] arguments)
    {
        using var host = Start(arguments, setting, value);
        await host.WaitForExitAsync().WaitAsync(Eventually.DefaultDeadline);
        var error = await host.StandardError.ReadToEndAsync();

        Assert.Equal((int)expected, host.ExitCode);
        Assert.Contains(named, error, StringComparison.Ordinal);
        Assert.Single(error.TrimEnd().Split('\n'));
    }

    private Process Start(string[] arguments, string setting = "", string value = "")
    {
        var start = new ProcessStartInfo("dotnet", [typeof(EmbeddedApplication).Assembly.Location, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetTempPath(),
        };
        start.Environment["AzureWebJobsStorage"] = azurite.ConnectionString;
        start.Environment["AzureFunctionsJobHost__extensions__durableTask__hubName"] = TestHost.NewHub();
        if (setting.Length > 0)
        {
            start.Environment[setting] = value;
        }

        return Process.Start(start)!;
    }
}
