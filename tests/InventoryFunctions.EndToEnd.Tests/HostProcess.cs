using System.Collections.Concurrent;
using System.Diagnostics;
using InventoryFunctions.EmbeddedHost;

namespace InventoryFunctions.EndToEnd.Tests;

/// <summary>The embedded host as a process of its own, which a test may kill.</summary>
internal sealed class HostProcess : IAsyncDisposable
{
    private const string Announcement = "Listening on ";

    private static readonly TimeSpan StartTimeout = TimeSpan.FromMinutes(5);

    private readonly Process _process;
    private readonly ConcurrentQueue<string> _output = new();
    private readonly TaskCompletionSource<Uri> _listening = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private HostProcess(Process process) => _process = process;

    /// <summary>Calls the host; relative addresses begin after the API's prefix.</summary>
    public HttpClient Http { get; } = new();

    /// <summary>Starts it on a free port and waits until it listens.</summary>
    /// <param name="connectionString">The storage account.</param>
    /// <param name="settings">What else is set.</param>
    public static async Task<HostProcess> StartAsync(string connectionString, params (string Name, string Value)[] settings)
    {
        ProcessStartInfo start = new("dotnet")
        {
            ArgumentList = { typeof(EmbeddedApplication).Assembly.Location, "--port", "0", "--quiet" },
            // Not the repository: a developer's local.settings.json is none of this test's business.
            WorkingDirectory = AppContext.BaseDirectory,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["AzureWebJobsStorage"] = connectionString },
        };
        foreach ((string name, string value) in settings)
        {
            start.Environment[name] = value;
        }

        HostProcess host = new(Process.Start(start)!);
        try
        {
            await host.ListenAsync();
            return host;
        }
        catch (Exception problem)
        {
            await host.DisposeAsync();
            throw new InvalidOperationException($"The host did not start: {string.Join(Environment.NewLine, host._output)}", problem);
        }
    }

    /// <summary>Ends the process at once, as a crash or <c>kill -9</c> does.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        if (!_process.HasExited)
        {
            await KillAsync();
        }

        _process.Dispose();
    }

    private async Task ListenAsync()
    {
        _process.EnableRaisingEvents = true;
        _process.Exited += (_, _) => _listening.TrySetException(new InvalidOperationException("The process has ended."));
        _process.ErrorDataReceived += (_, line) => _output.Enqueue(line.Data ?? "");
        _process.OutputDataReceived += (_, line) =>
        {
            _output.Enqueue(line.Data ?? "");
            if (line.Data?.StartsWith(Announcement, StringComparison.Ordinal) == true)
            {
                _listening.TrySetResult(new Uri(line.Data[Announcement.Length..] + "/"));
            }
        };
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        Http.BaseAddress = await _listening.Task.WaitAsync(StartTimeout);
    }
}
