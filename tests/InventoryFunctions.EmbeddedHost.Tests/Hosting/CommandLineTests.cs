using InventoryFunctions.EmbeddedHost.Hosting;

namespace InventoryFunctions.EmbeddedHost.Tests.Hosting;

public sealed class CommandLineTests
{
    [Fact]
    public void Parse_Nothing_IsCoreToolsPortOnLoopback()
    {
        var line = CommandLine.Parse([]);

        Assert.Equal(7071, line.Port);
        Assert.Null(line.Address);
        Assert.False(line.Quiet);
    }

    [Fact]
    public void Parse_Everything_IsTaken()
    {
        var line = CommandLine.Parse(["--port", "0", "--host", "::1", "--settings", "my.json", "--quiet"]);

        Assert.Equal((0, "::1", "my.json", true), (line.Port, line.Address, line.SettingsPath, line.Quiet));
    }

    [Theory]
    [InlineData("--port")]
    [InlineData("--port", "70000")]
    [InlineData("--port", "http")]
    [InlineData("--verbose")]
    public void Parse_Wrong_EndsWithUsage(params string[] arguments)
    {
        var error = Assert.Throws<HostStartException>(() => CommandLine.Parse(arguments));

        Assert.Equal(ExitCode.Usage, error.ExitCode);
        Assert.Contains(CommandLine.Usage, error.Message, StringComparison.Ordinal);
    }
}
