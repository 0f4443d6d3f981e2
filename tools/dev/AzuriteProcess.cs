using System.Collections.Concurrent;
using System.Text.RegularExpressions;

namespace InventoryFunctions.Dev;

/// <summary>The Azure Storage emulator, on loopback, saving to a folder.</summary>
internal sealed partial class AzuriteProcess : IAsyncDisposable
{
    public static readonly int[] WellKnown = [10000, 10001, 10002];
    private static readonly string[] Services = ["blob", "queue", "table"];
    private static readonly TimeSpan StartDeadline = TimeSpan.FromSeconds(120);

    /// <summary>It saves when it ends: up to 2 seconds at 100,000 rows, and nothing may cut that short.</summary>
    private static readonly TimeSpan SaveDeadline = TimeSpan.FromSeconds(60);

    private AzuriteProcess(ChildProcess process, int[] ports) => (Process, Ports) = (process, ports);

    public ChildProcess Process { get; }

    /// <summary>Of the blob, queue and table service.</summary>
    public int[] Ports { get; }

    /// <summary>On the well-known ports, so that UseDevelopmentStorage=true and Storage Explorer find it; on free ones only where one is taken.</summary>
    public static async Task<AzuriteProcess> StartAsync(string data, CancellationToken stop)
    {
        var taken = WellKnown.Where(port => !LoopbackPort.IsFree(port)).ToList();
        if (taken.Count == 0)
        {
            var (process, ports) = await StartAsync(data, WellKnown, stop);
            if (ports is not null)
            {
                return new(process, ports);
            }

            // Somebody was faster.
            taken = [.. WellKnown.Where(port => process.LastError.EndsWith($":{port}", StringComparison.Ordinal))];
            if (taken.Count == 0)
            {
                throw await NotStartedAsync(process);
            }
        }

        var (other, free) = await StartAsync(data, [0, 0, 0], stop);
        var azurite = free is null ? throw await NotStartedAsync(other) : new AzuriteProcess(other, free);
        Console.WriteLine($"Storage: port {string.Join(" and ", taken)} {(taken.Count == 1 ? "is" : "are")} taken, so Azurite listens on {string.Join(", ", free)}.");
        return azurite;
    }

    /// <summary>The process, and the ports on which it listens, or null where it ended instead.</summary>
    private static async Task<(ChildProcess Process, int[]? Ports)> StartAsync(string data, int[] ports, CancellationToken stop)
    {
        var services = new ConcurrentDictionary<string, int>();
        var listens = new TaskCompletionSource();
        // Azurite closes idle connections after 5 s by default, .NET's client after 60 s: the client has to be first.
        var process = ChildProcess.Start(Prerequisites.Executable("node") ?? "node",
            [
                WorkingCopy.PathTo("tools/azurite/serve.js"), "--location", data, "--skipApiVersionCheck", "--disableTelemetry", "--silent",
                .. Services.SelectMany((service, i) => new[] { $"--{service}Port", $"{ports[i]}", $"--{service}KeepAliveTimeout", "90" }),
            ],
            WorkingCopy.Root, line =>
            {
                if (Listening().Match(line) is { Success: true } match)
                {
                    services[match.Groups[1].Value.ToLowerInvariant()] = int.Parse(match.Groups[2].Value, null);
                }

                if (services.Count == Services.Length)
                {
                    listens.TrySetResult();
                }
            });
        try
        {
            await Task.WhenAny(listens.Task, process.Exited).WaitAsync(StartDeadline, stop);
            return (process, process.Exited.IsCompleted ? null : [.. Services.Select(service => services[service])]);
        }
        catch (Exception failed)
        {
            await process.CloseInputAsync(SaveDeadline);
            throw failed is TimeoutException ? new Failure($"Azurite did not start within {StartDeadline.TotalSeconds} seconds: {process.LastError}") : failed;
        }
    }

    private static async Task<Failure> NotStartedAsync(ChildProcess ended) =>
        new($"Azurite did not start (exit code {await ended.Exited}): {ended.LastError}");

    /// <summary>Lets it save and end. False where it had to be killed.</summary>
    public async Task<bool> StopAsync() => await Process.CloseInputAsync(SaveDeadline);

    public async ValueTask DisposeAsync() => await StopAsync();

    [GeneratedRegex(@"Azurite (\w+) service is successfully listening at \S+:(\d+)")]
    private static partial Regex Listening();
}
