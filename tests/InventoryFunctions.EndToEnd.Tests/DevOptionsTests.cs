namespace InventoryFunctions.EndToEnd.Tests;

public sealed class DevOptionsTests
{
    [Fact]
    public async Task Dev_WithoutCommand_PrintsItsCommandsAndOptions()
    {
        await using var dev = await DevCommand.RunAsync();

        Assert.Equal(0, dev.ExitCode);
        var usage = string.Join('\n', dev.Lines);
        Assert.All(["up", "test", "bench", "--port", "--data", "--fresh", "--quiet", "--func", "--filter"], word => Assert.Contains(word, usage, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("unknown option '--prot' for up", "up", "--prot", "7071")]
    [InlineData("unknown option 'surplus' for up", "up", "surplus")]
    [InlineData("unknown option '--port' for test", "test", "--port", "7071")]
    [InlineData("--port 'seven' is not a port", "up", "--port", "seven")]
    [InlineData("--data needs a value", "up", "--data", "--fresh")]
    [InlineData("unknown command 'upp'", "upp")]
    public async Task Dev_WithArgumentsItDoesNotKnow_RefusesThemByName(string refusal, params string[] arguments)
    {
        await using var dev = await DevCommand.RunAsync(arguments);

        Assert.Equal(2, dev.ExitCode);
        Assert.Contains(refusal, Assert.Single(dev.Lines), StringComparison.Ordinal);
    }
}
