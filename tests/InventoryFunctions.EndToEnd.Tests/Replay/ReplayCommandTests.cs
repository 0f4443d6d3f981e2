namespace InventoryFunctions.EndToEnd.Tests.Replay;

public sealed class ReplayCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Replay_WhereNoSystemAnswers_SaysSoAndSendsNothing()
    {
        string file = Path.Combine(_folder.Path, "orders.csv");
        await File.WriteAllTextAsync(file, "InvoiceNo,StockCode,Description,Quantity,UnitPrice\n1,2,3,4,1.0\n");
        string address = $"http://127.0.0.1:{RunningApp.FreePort()}";

        await using DevCommand replay = await DevCommand.RunAsync("replay", file, "--address", address);

        Assert.Equal(1, replay.ExitCode);
        replay.AssertSaid($"no system at {address}/api/ that could take orders");
    }

    [Fact]
    public async Task Replay_WithoutAFile_AsksForOne()
    {
        await using DevCommand replay = await DevCommand.RunAsync("replay");

        Assert.Equal(2, replay.ExitCode);
        replay.AssertSaid("which file? usage: replay FILE");
    }
}
