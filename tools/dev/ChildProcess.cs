using System.Diagnostics;
using System.Runtime.InteropServices;

namespace InventoryFunctions.Dev;

/// <summary>A process that ends before we do, whatever happens to us.</summary>
internal sealed class ChildProcess : IAsyncDisposable
{
    private const int Terminate = 15;

    /// <summary>For what it has written and we have not read yet: at once, unless the machine stands still, or a process that it left behind holds its output open.</summary>
    private static readonly TimeSpan ReadDeadline = TimeSpan.FromSeconds(10);

    private readonly Process _process;

    private ChildProcess(Process process, Action<string>? show)
    {
        _process = process;
        var output = PumpAsync(process.StandardOutput, line => show?.Invoke(line));
        var errors = PumpAsync(process.StandardError, line =>
        {
            LastError = line.Length > 0 ? line : LastError;
            show?.Invoke(line);
        });
        Exited = EndAsync(output, errors);
    }

    public int Id => _process.Id;

    /// <summary>The exit code, once it ended.</summary>
    public Task<int> Exited { get; }

    /// <summary>What it wrote last to standard error.</summary>
    public string LastError { get; private set; } = "it did not say why.";

    public static ChildProcess Start(string file, IEnumerable<string> arguments, string folder, Action<string>? show, Dictionary<string, string>? environment = null)
    {
        // Standard input stays open for as long as we live: Azurite ends when it closes.
        var start = new ProcessStartInfo(file, arguments) { WorkingDirectory = folder, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in environment ?? [])
        {
            start.Environment[name] = value;
        }

        // `dotnet run` tells its program where its own MSBuild is; another SDK's must not be used by what we start.
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("MSBuild", StringComparison.OrdinalIgnoreCase)).ToList())
        {
            start.Environment.Remove(name);
        }

        return new(Process.Start(start) ?? throw new Failure($"{file} did not start."), show);
    }

    /// <summary>Runs to the end. A cancelled run is killed with everything it started.</summary>
    public static async Task<(int Code, List<string> Output)> CaptureAsync(string file, IEnumerable<string> arguments, string folder, CancellationToken stop, Dictionary<string, string>? environment = null)
    {
        var lines = new List<string>();
        await using var child = Start(file, arguments, folder, line => { lock (lines) { lines.Add(line); } }, environment);
        var code = await child.Exited.WaitAsync(stop);
        lock (lines)
        {
            return (code, [.. lines]);
        }
    }

    /// <summary>
    /// Sends SIGTERM and waits; kills it after the deadline, and answers with false then. Windows has no SIGTERM, and
    /// there Ctrl-C has already reached the process, or it is stopped hard, which the host is built to survive.
    /// </summary>
    public async Task<bool> StopAsync(TimeSpan deadline)
    {
        if (!Exited.IsCompleted && !OperatingSystem.IsWindows())
        {
            _ = Kill(_process.Id, Terminate);
        }

        return await UntilExitedAsync(deadline);
    }

    /// <summary>Closes its input, which Azurite takes for the request to save and end, and waits; kills it after the deadline, and answers with false then.</summary>
    public async Task<bool> CloseInputAsync(TimeSpan deadline)
    {
        try
        {
            _process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It ended in this moment.
        }

        return await UntilExitedAsync(deadline);
    }

    public async ValueTask DisposeAsync()
    {
        if (!Exited.IsCompleted)
        {
            _process.Kill(entireProcessTree: true);
            await Task.WhenAny(Exited, Task.Delay(TimeSpan.FromSeconds(5), TimeProvider.System, CancellationToken.None));
        }
    }

    private async Task<bool> UntilExitedAsync(TimeSpan deadline)
    {
        await Task.WhenAny(Exited, Task.Delay(deadline, TimeProvider.System, CancellationToken.None));
        var ended = Exited.IsCompleted;
        await DisposeAsync();
        return ended;
    }

    private async Task<int> EndAsync(Task output, Task errors)
    {
        await _process.WaitForExitAsync(CancellationToken.None);
        await Task.WhenAny(Task.WhenAll(output, errors), Task.Delay(ReadDeadline, TimeProvider.System, CancellationToken.None));
        return _process.ExitCode;
    }

    private static async Task PumpAsync(StreamReader from, Action<string> show)
    {
        while (await from.ReadLineAsync(CancellationToken.None) is { } line)
        {
            show(line);
        }
    }

    [DllImport("libc", EntryPoint = "kill")]
    private static extern int Kill(int process, int signal);
}
