using System.Diagnostics;

namespace InventoryFunctions.EmbeddedHost.Durable.Storage;

/// <summary>A process on a machine. The start time tells it from a later process that was given the same number.</summary>
internal sealed record HostProcess(string Machine, int ProcessId, DateTimeOffset StartedAt)
{
    // Linux derives a process's start time from the time of boot, which is corrected by fractions of a second.
    private static readonly TimeSpan ClockTolerance = TimeSpan.FromSeconds(2);

    public static HostProcess Current { get; } = OfThisProcess();

    /// <summary>Whether it is known to be gone. What runs on another machine never is.</summary>
    public bool IsGone()
    {
        if (Machine != Current.Machine)
        {
            return false;
        }

        try
        {
            using var process = Process.GetProcessById(ProcessId);
            return (process.StartTime.ToUniversalTime() - StartedAt.UtcDateTime).Duration() > ClockTolerance;
        }
        catch (Exception gone) when (gone is ArgumentException or InvalidOperationException)
        {
            return true;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }

    private static HostProcess OfThisProcess()
    {
        using var process = Process.GetCurrentProcess();
        return new HostProcess(Environment.MachineName, process.Id, process.StartTime.ToUniversalTime());
    }
}
