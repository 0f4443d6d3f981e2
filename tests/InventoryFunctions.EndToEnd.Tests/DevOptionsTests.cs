using InventoryFunctions.Dev;

namespace InventoryFunctions.EndToEnd.Tests;

public sealed class DevOptionsTests
{
    [Fact]
    public async Task Dev_WithoutCommand_PrintsItsCommandsAndOptions()
    {
        await using var dev = await DevCommand.RunAsync();

        Assert.Equal(0, dev.ExitCode);
        var usage = string.Join('\n', dev.Lines);
        Assert.All(["up", "test", "bench", "replay", "--speed", "--address", "--policy", "--in-flight", "--port", "--data", "--fresh", "--quiet", "--func", "--filter"], word => Assert.Contains(word, usage, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Dev_WithAnOptionItDoesNotKnow_RefusesItByNameInOneLine()
    {
        await using var dev = await DevCommand.RunAsync("up", "--prot", "7071");

        Assert.Equal(2, dev.ExitCode);
        Assert.Equal("dev: unknown option '--prot' for up. Known: --port, --data, --fresh, --quiet, --func.", Assert.Single(dev.Lines));
    }

    [Theory]
    [InlineData("--port 'seven' is not a port", "--port", "seven")]
    [InlineData("--port '0' is not a port", "--port=0")]
    [InlineData("--port '65536' is not a port", "--port", "65536")]
    [InlineData("--port needs a value", "--port")]
    [InlineData("--data needs a value", "--data", "--fresh")]
    [InlineData("--data needs a value", "--data=")]
    [InlineData("unknown option 'surplus' for up", "surplus")]
    [InlineData("unknown option '--fresh' for up", "--fresh", "--fresh")]
    public void Options_ThatMakeNoSense_AreRefusedByName(string refusal, params string[] arguments)
    {
        var refused = Assert.Throws<Failure>(() => Read(arguments));

        Assert.Equal(Failure.Usage, refused.ExitCode);
        Assert.StartsWith(refusal, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Options_WithValuesInEitherForm_AreRead()
    {
        Assert.Equal((7072, "folder", true), Read("--port", "7072", "--data=folder", "--fresh"));
        Assert.Equal((7071, null, false), Read());
    }

    private static (int Port, string? Data, bool Fresh) Read(params string[] arguments)
    {
        var options = new CommandOptions("up", arguments);
        var read = (options.Number("--port", 7071), options.Value("--data"), options.Flag("--fresh"));
        options.RefuseRest();
        return read;
    }
}
