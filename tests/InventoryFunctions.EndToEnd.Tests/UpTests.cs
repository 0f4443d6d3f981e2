using System.Net;
using System.Net.Sockets;
using InventoryFunctions.Testing;

namespace InventoryFunctions.EndToEnd.Tests;

public sealed class UpTests : IDisposable
{
    private readonly TemporaryFolder _data = new();

    public void Dispose() => _data.Dispose();

    [UnixFact]
    public async Task Up_OnSigterm_StopsHostAndStorageAndEndsWithZero()
    {
        await using var app = await RunningApp.StartAsync(_data.Path);
        await Eventually.HoldsAsync(
            async () =>
            {
                using var health = await app.Http.GetAsync(new Uri("health", UriKind.Relative));
                return health.StatusCode == HttpStatusCode.OK;
            },
            "the app is healthy");

        await app.StopAsync();

        Assert.Equal(0, app.Command.ExitCode);
        await app.UntilNothingIsLeftAsync();
    }

    [Fact]
    public async Task Up_WhenThePortIsTaken_SaysSoInOneLineAndStartsNothing()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port;

        await using var up = await DevCommand.RunAsync("up", "--port", $"{port}", "--data", _data.Path);

        Assert.Equal(1, up.ExitCode);
        Assert.Contains($"port {port} is taken", Assert.Single(up.Lines), StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(_data.Path));
    }

    [Fact]
    public async Task Up_WhenTheStorageDies_StopsTheHostAndSaysWhy()
    {
        await using var app = await RunningApp.StartAsync(_data.Path);

        DevProcess.KillHard(app.AzuriteId);

        await app.Command.UntilExitedAsync();
        Assert.Equal(1, app.Command.ExitCode);
        app.Command.AssertSaid("Azurite ended unexpectedly");
        await app.UntilNothingIsLeftAsync();
    }

    [Fact]
    public async Task Up_WhenTheHostDies_StopsTheStorageAndSaysWhy()
    {
        await using var app = await RunningApp.StartAsync(_data.Path);

        DevProcess.KillHard(app.HostId);

        await app.Command.UntilExitedAsync();
        Assert.NotEqual(0, app.Command.ExitCode);
        app.Command.AssertSaid("the host ended with exit code");
        await app.UntilNothingIsLeftAsync();
    }

    [Fact]
    public async Task Up_WhenDotnetRunIsKilled_LeavesNothingBehind()
    {
        await using var app = await RunningApp.StartAsync(_data.Path);

        app.Command.KillHard();

        await app.UntilNothingIsLeftAsync();
    }

    [Fact]
    public async Task Up_WhenItIsKilledItself_LeavesNothingBehind()
    {
        await using var app = await RunningApp.StartAsync(_data.Path);

        // Elsewhere than on Linux the parent is not to be had; there the test before this one stands for both.
        DevProcess.KillHard(OperatingSystem.IsLinux() ? DevProcess.ParentOf(app.HostId) : app.Command.Id);

        await app.UntilNothingIsLeftAsync();
    }

    [Fact]
    public async Task Up_OnDataThatAnotherUses_IsRefused()
    {
        await using var first = await RunningApp.StartAsync(_data.Path);

        await using var second = await DevCommand.RunAsync("up", "--port", $"{RunningApp.FreePort()}", "--data", _data.Path);

        Assert.Equal(1, second.ExitCode);
        second.AssertSaid("another `up` uses the data");
    }
}
