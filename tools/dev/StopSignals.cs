using System.Diagnostics;
using System.Runtime.InteropServices;

namespace InventoryFunctions.Dev;

/// <summary>Ctrl-C, SIGTERM, or the end of the <c>dotnet run</c> that started us.</summary>
internal sealed class StopSignals : IDisposable
{
    private readonly CancellationTokenSource _source = new();
    private readonly TaskCompletionSource _stopped = new();
    private readonly List<PosixSignalRegistration> _registrations = [];

    public StopSignals()
    {
        foreach (var signal in new[] { PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP })
        {
            _registrations.Add(PosixSignalRegistration.Create(signal, context =>
            {
                context.Cancel = true;
                _source.Cancel();
            }));
        }

        _source.Token.Register(() => _stopped.TrySetResult());
        if (!OperatingSystem.IsWindows())
        {
            _ = FollowParentAsync();
        }
    }

    public CancellationToken Token => _source.Token;

    public Task Stopped => _stopped.Task;

    /// <summary>`dotnet run` passes signals on to us, but killed the hard way it can't. (On Windows it takes us with it.)</summary>
    private async Task FollowParentAsync()
    {
        try
        {
            using var parent = Process.GetProcessById(ParentId());
            if (parent.ProcessName == "dotnet")
            {
                await parent.WaitForExitAsync(_source.Token);
                await _source.CancelAsync();
            }
        }
        catch (Exception gone) when (gone is ArgumentException or InvalidOperationException or OperationCanceledException)
        {
        }
    }

    [DllImport("libc", EntryPoint = "getppid")]
    private static extern int ParentId();

    public void Dispose()
    {
        _registrations.ForEach(registration => registration.Dispose());
        _source.Dispose();
    }
}
