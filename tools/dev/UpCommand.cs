using System.Diagnostics;

namespace InventoryFunctions.Dev;

/// <summary><c>up</c>: storage, host, and nothing left behind.</summary>
internal static class UpCommand
{
    private const string Host = "src/InventoryFunctions.EmbeddedHost";
    private static readonly TimeSpan HealthDeadline = TimeSpan.FromSeconds(180);

    /// <summary>Well above the host's own: it lets what runs end for 10 seconds, then stops listeners and engine.</summary>
    private static readonly TimeSpan StopDeadline = TimeSpan.FromSeconds(45);

    /// <summary>Of a process that a signal (128 + SIGINT, SIGTERM) or Windows' Ctrl-C ended before it listened for them; Core Tools never do.</summary>
    private static readonly int[] EndedBySignal = [128 + 2, 128 + 15, unchecked((int)0xC000013A)];

    public static async Task<int> RunAsync(CommandOptions options, StopSignals signals)
    {
        var port = options.Number("--port", 7071);
        var data = Path.GetFullPath(options.Value("--data") ?? WorkingCopy.Local("azurite"));
        var fresh = options.Flag("--fresh");
        var quiet = options.Flag("--quiet");
        var func = options.Flag("--func");
        options.RefuseRest();
        var stop = signals.Token;

        if (!LoopbackPort.IsFree(port))
        {
            throw new Failure($"port {port} is taken. Stop what listens there, or choose another one with --port.");
        }

        var coreTools = func ? Prerequisites.CoreTools() : null;
        await Prerequisites.CheckAsync(stop);
        var settings = LocalSettings.Read();
        if (!settings.UsesEmulator)
        {
            Console.WriteLine($"Storage: AzureWebJobsStorage in {settings.StorageSource} names an account of its own, so Azurite is not started.");
            if (fresh || options.Had("--data"))
            {
                throw new Failure("--fresh and --data are for Azurite only, which these settings do not use.");
            }
        }

        await AzuriteInstallation.EnsureAsync(stop);
        var airGapped = await PackageFeed.PrepareAsync(stop);
        if (func && airGapped)
        {
            throw new Failure("`func start` needs Microsoft's packages, which this build does not use (AirGapped=true). Run `up` without --func: the embedded host needs none of them.");
        }

        // `func start` builds for itself.
        if (!func)
        {
            await ProjectBuild.RunAsync(Host, "Debug", airGapped, stop);
        }

        using var storage = settings.UsesEmulator ? DataDirectory.Open(data, fresh) : null;
        await using var azurite = storage is null ? null : await AzuriteProcess.StartAsync(storage.Path, stop);
        if (azurite is not null)
        {
            settings.UseEmulatorAt(azurite.Ports);
        }

        SigningKeyFile.Complete(settings.Values, Environment.GetEnvironmentVariable, WorkingCopy.Local("callbacks-signing-key"));
        string[] arguments = func
            ? ["start", "--script-root", WorkingCopy.PathTo("src/InventoryFunctions"), "--port", $"{port}"]
            : [ProjectBuild.Output(Host, "Debug"), "--port", $"{port}"];
        var environment = new Dictionary<string, string>(settings.Values) { ["EMBEDDEDHOST_PARENT_PID"] = $"{Environment.ProcessId}" };
        await using var host = ChildProcess.Start(coreTools ?? WorkingCopy.Dotnet, arguments, WorkingCopy.Root, quiet ? null : Console.WriteLine, environment);

        if (await UntilHealthyAsync(port, host, azurite?.Process, stop))
        {
            Announce(port, host, azurite is null
                ? $"as {settings.StorageSource} says"
                : $"Azurite on ports {string.Join(", ", azurite.Ports)}, data in {storage!.Path}   (process {azurite.Process.Id})");
            await Task.WhenAny([host.Exited, signals.Stopped, .. azurite is null ? Array.Empty<Task>() : [azurite.Process.Exited]]);
        }

        return await EndAsync(host, azurite, stop);
    }

    private static void Announce(int port, ChildProcess host, string storage) => Console.WriteLine($"""

        Inventory Functions is running.

          API       http://127.0.0.1:{port}/api   (process {host.Id})
          Health    http://127.0.0.1:{port}/api/health
          Storage   {storage}

        Three calls to try: load the sample items, start a batch update, watch it.

          curl -X POST "http://127.0.0.1:{port}/api/inventory/samples?set=scheduler"
          curl -X POST http://127.0.0.1:{port}/api/jobs
          curl http://127.0.0.1:{port}/api/jobs

        Ctrl-C stops everything.

        """);

    /// <summary>False when a process ended, or the developer stopped us, before the host was healthy.</summary>
    private static async Task<bool> UntilHealthyAsync(int port, ChildProcess host, ChildProcess? azurite, CancellationToken stop)
    {
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(30) };
        var waited = Stopwatch.StartNew();
        var last = "it did not answer";
        while (!host.Exited.IsCompleted && azurite is not { Exited.IsCompleted: true } && !stop.IsCancellationRequested)
        {
            try
            {
                using var answer = await http.GetAsync(new Uri($"http://127.0.0.1:{port}/api/health"), stop);
                if (answer.IsSuccessStatusCode)
                {
                    return true;
                }

                last = $"it answered {(int)answer.StatusCode}: {await answer.Content.ReadAsStringAsync(stop)}";
            }
            catch (Exception notYet) when (notYet is HttpRequestException or OperationCanceledException)
            {
            }

            if (waited.Elapsed > HealthDeadline)
            {
                await host.StopAsync(StopDeadline);
                throw new Failure($"the host was not healthy within {HealthDeadline.TotalSeconds} seconds; {last}.");
            }

            await Task.WhenAny(host.Exited, Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System, CancellationToken.None));
        }

        return false;
    }

    /// <summary>Stops the host, then the storage it writes to, and says what ended first.</summary>
    private static async Task<int> EndAsync(ChildProcess host, AzuriteProcess? azurite, CancellationToken stop)
    {
        if (stop.IsCancellationRequested)
        {
            Console.WriteLine("Stopping.");
            var ended = await host.StopAsync(StopDeadline);
            var saved = azurite is null || await azurite.StopAsync();
            if (!ended)
            {
                throw new Failure($"the host did not end within {StopDeadline.TotalSeconds} seconds and was killed.");
            }

            var stopped = await host.Exited;
            if (stopped != 0 && !EndedBySignal.Contains(stopped))
            {
                throw new Failure($"the host ended with exit code {stopped} when it was stopped: {host.LastError}", stopped);
            }

            return saved ? 0 : throw new Failure("Azurite did not end in time and was killed; what it had not saved is lost.");
        }

        if (host.Exited.IsCompleted)
        {
            var code = await host.Exited;
            throw new Failure($"the host ended with exit code {code}: {host.LastError}", code == 0 ? 1 : code);
        }

        var died = $"Azurite ended unexpectedly (exit code {await azurite!.Process.Exited}); the host was stopped.";
        await host.StopAsync(StopDeadline);
        throw new Failure(died);
    }
}
