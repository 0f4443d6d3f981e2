using System.Globalization;
using System.Text.RegularExpressions;
using InventoryFunctions.Dev;

namespace InventoryFunctions.EndToEnd.Tests;

/// <summary>What <c>dotnet run dev.cs up</c> brought up, on a port of its own.</summary>
internal sealed partial class RunningApp : IAsyncDisposable
{
    private const int FirstPort = 20_000;
    private const int Ports = 12_000;

    // Elsewhere in each process, for there may be two test runs on a machine.
    private static int s_ports = Environment.ProcessId;

    private RunningApp(DevCommand command, int hostId, int azuriteId, HttpClient http) => (Command, HostId, AzuriteId, Http) = (command, hostId, azuriteId, http);

    public DevCommand Command { get; }

    public int HostId { get; }

    public int AzuriteId { get; }

    /// <summary>Speaks to the API.</summary>
    public HttpClient Http { get; }

    /// <summary>
    /// A port that nobody uses, and that nobody is given until `up` takes it: one below those that systems hand out to whoever asks for any
    /// (from 32768 on Linux, from 49152 elsewhere), and each once.
    /// </summary>
    public static int FreePort()
    {
        while (true)
        {
            var port = FirstPort + (Interlocked.Increment(ref s_ports) % Ports);
            if (LoopbackPort.IsFree(port))
            {
                return port;
            }
        }
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
