using System.Collections.Concurrent;
using System.Diagnostics;

namespace InventoryFunctions.EndToEnd.Tests;

/// <summary><c>dotnet run dev.cs …</c> as a developer types it: a real process, with all it starts.</summary>
internal sealed class DevCommand : IAsyncDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(100);

    private readonly Process _process;
    private readonly ConcurrentQueue<string> _lines = new();
    private readonly Task _exited;

    private DevCommand(Process process)
    {
        _process = process;
        _exited = Task.WhenAll(PumpAsync(process.StandardOutput), PumpAsync(process.StandardError), process.WaitForExitAsync());
    }

    public static string RepositoryRoot { get; } = FindRoot();

    public int Id => _process.Id;

    public int ExitCode => _process.ExitCode;

    /// <summary>Both streams, in the order in which they arrived.</summary>
    public IReadOnlyList<string> Lines => [.. _lines];

    public static DevCommand Start(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", ["run", "dev.cs", .. arguments])
        {
            WorkingDirectory = RepositoryRoot, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        // The tests run on what is built; building again under them would pull the assemblies away.
        start.Environment["DEV_NO_BUILD"] = "1";
        return new(Process.Start(start) ?? throw new InvalidOperationException("dotnet did not start."));
    }

    /// <summary>Runs to the end, within the deadline.</summary>
    public static async Task<DevCommand> RunAsync(params string[] arguments)
    {
        var command = Start(arguments);
        await command.UntilExitedAsync();
        return command;
    }

    public async Task UntilExitedAsync() => await _exited.WaitAsync(Deadline);

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }

        await _exited.WaitAsync(Deadline);
        _process.Dispose();
    }

    private async Task PumpAsync(StreamReader from)
    {
        while (await from.ReadLineAsync() is { } line)
        {
            _lines.Enqueue(line);
        }
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "dev.cs")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException($"No dev.cs above {AppContext.BaseDirectory}.");
    }
}
