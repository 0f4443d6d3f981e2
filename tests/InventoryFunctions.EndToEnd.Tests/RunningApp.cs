using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;

namespace InventoryFunctions.EndToEnd.Tests;

/// <summary>What <c>dotnet run dev.cs up</c> brought up, on a port of its own.</summary>
internal sealed partial class RunningApp : IAsyncDisposable
{
    private RunningApp(DevCommand command, int hostId, int azuriteId, HttpClient http) => (Command, HostId, AzuriteId, Http) = (command, hostId, azuriteId, http);

    public DevCommand Command { get; }

    public int HostId { get; }

    public int AzuriteId { get; }

    /// <summary>Speaks to the API.</summary>
    public HttpClient Http { get; }

    /// <summary>A port that nobody uses at this moment.</summary>
    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>Starts and waits until `up` says that it is running.</summary>
    public static Task<RunningApp> StartAsync(string data, params string[] options) => StartOnAsync(FreePort(), data, options);

    /// <summary>As <see cref="StartAsync"/>, on the port of one before, to which links lead.</summary>
    public static async Task<RunningApp> StartOnAsync(int port, string data, params string[] options)
    {
        var command = await DevCommand.StartAsync(["up", "--quiet", "--port", $"{port}", "--data", data, .. options]);
        try
        {
            var api = await command.UntilLineAsync(line => line.TrimStart().StartsWith("API ", StringComparison.Ordinal));
            var storage = await command.UntilLineAsync(line => line.TrimStart().StartsWith("Storage ", StringComparison.Ordinal) && ProcessId().IsMatch(line));
            return new(command, IdIn(api), IdIn(storage), new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}/api/") });
        }
        catch
        {
            await command.DisposeAsync();
            throw;
        }
    }

    /// <summary>Stops it as a service manager does, and waits until it ended.</summary>
    public async Task StopAsync()
    {
        DevProcess.SendTerminate(Command.Id);
        await Command.UntilExitedAsync();
    }

    /// <summary>Neither the host nor the storage emulator is left.</summary>
    public async Task UntilNothingIsLeftAsync()
    {
        await DevProcess.UntilGoneAsync(HostId);
        await DevProcess.UntilGoneAsync(AzuriteId);
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await Command.DisposeAsync();
    }

    private static int IdIn(string line) => int.Parse(ProcessId().Match(line).Groups[1].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"\(process (\d+)\)")]
    private static partial Regex ProcessId();
}
