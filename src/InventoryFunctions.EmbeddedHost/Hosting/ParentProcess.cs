using System.Diagnostics;
using System.Globalization;

namespace InventoryFunctions.EmbeddedHost.Hosting;

/// <summary>The process that started the host and wants it to end with it, even where it is killed and can't say so.</summary>
internal static class ParentProcess
{
    public const string Variable = "EMBEDDEDHOST_PARENT_PID";

    /// <summary>Completes when the process whose id the environment names has ended; never where it names none.</summary>
    /// <exception cref="HostStartException">The variable is not a process id.</exception>
    public static async Task EndedAsync(string? id, CancellationToken cancellationToken)
    {
        if (string.IsNullOrEmpty(id))
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
            return;
        }

        if (!int.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            throw new HostStartException($"{Variable} must be a process id, not '{id}'.");
        }

        try
        {
            using var parent = Process.GetProcessById(number);
            await parent.WaitForExitAsync(cancellationToken);
        }
        catch (Exception gone) when (gone is ArgumentException or InvalidOperationException)
        {
            // It had ended before we looked.
        }
    }
}
