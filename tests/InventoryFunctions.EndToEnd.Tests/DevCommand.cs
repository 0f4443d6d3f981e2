using System.Diagnostics;
using InventoryFunctions.Testing;

namespace InventoryFunctions.EndToEnd.Tests;

/// <summary><c>dotnet run dev.cs …</c> as a developer types it: a real process, with all it starts.</summary>
internal sealed class DevCommand : IAsyncDisposable
{
    /// <summary>For whatever is waited for: far more than it takes, so that it only ends what hangs.</summary>
    public static readonly TimeSpan Deadline = TimeSpan.FromMinutes(5);

    private static readonly Lazy<Task> Compiled = new(CompileAsync);

    private readonly Process _process;
    private readonly List<string> _lines = [];
    private readonly List<(Func<string, bool> Expected, TaskCompletionSource<string> Seen)> _waiting = [];
    private readonly Task _exited;

    private DevCommand(Process process)
    {
        _process = process;
        _exited = Task.WhenAll(PumpAsync(process.StandardOutput), PumpAsync(process.StandardError), process.WaitForExitAsync());
    }

    public int Id => _process.Id;

    public int ExitCode => _process.ExitCode;

    /// <summary>Both streams, each in its order.</summary>
    public IReadOnlyList<string> Lines
    {
        get
        {
            lock (_lines)
            {
                return [.. _lines];
            }
        }
    }

    public static async Task<DevCommand> StartAsync(params string[] arguments)
    {
        await Compiled.Value;
        return Start(["--no-build", "dev.cs", .. arguments]);
    }

    /// <summary>Runs to the end, within the deadline.</summary>
    public static async Task<DevCommand> RunAsync(params string[] arguments)
    {
        var command = await StartAsync(arguments);
        await command.UntilExitedAsync();
        return command;
    }

    public async Task UntilExitedAsync() => await _exited.WaitAsync(Deadline);

    /// <summary>The first line that is expected. Fails, with all that was said, where the command ends without it.</summary>
    public async Task<string> UntilLineAsync(Func<string, bool> expected)
    {
        var seen = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lines)
        {
            if (_lines.FirstOrDefault(expected) is { } already)
            {
                return already;
            }

            _waiting.Add((expected, seen));
        }

        await Task.WhenAny(seen.Task, _exited).WaitAsync(Deadline);
        return seen.Task.IsCompleted ? await seen.Task : throw new InvalidOperationException($"dev.cs ended with {ExitCode}: {string.Join(Environment.NewLine, Lines)}");
    }

    /// <summary>Has a line with these words, wherever: in which order lines of the two streams are read is up to the machine.</summary>
    public void AssertSaid(string words) => Assert.Contains(Lines, line => line.Contains(words, StringComparison.Ordinal));

    /// <summary>Kills `dotnet run` alone, without a chance to pass anything on.</summary>
    public void KillHard() => _process.Kill();

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }

        await _exited.WaitAsync(Deadline);
        _process.Dispose();
    }

    private static DevCommand Start(string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", ["run", .. arguments])
        {
            WorkingDirectory = Repository.Root, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        // The tests run on what is built; building again under them would pull the assemblies away.
        start.Environment["DEV_NO_BUILD"] = "1";
        return new(Process.Start(start) ?? throw new InvalidOperationException("dotnet did not start."));
    }

    /// <summary>Once, so that tests which run at the same time do not build dev.cs on top of each other.</summary>
    private static async Task CompileAsync()
    {
        await using var usage = Start(["dev.cs"]);
        await usage.UntilExitedAsync();
        Assert.True(usage.ExitCode == 0, string.Join(Environment.NewLine, usage.Lines));
    }

    private async Task PumpAsync(StreamReader from)
    {
        while (await from.ReadLineAsync() is { } line)
        {
            lock (_lines)
            {
                _lines.Add(line);
                _waiting.Where(waiting => waiting.Expected(line)).ToList().ForEach(waiting => waiting.Seen.TrySetResult(line));
            }
        }
    }
}
