using System.Runtime.InteropServices;
using InventoryFunctions.Testing;

namespace InventoryFunctions.EndToEnd.Tests;

/// <summary>Any process, by its id.</summary>
internal static class DevProcess
{
    private const int HangUp = 1;
    private const int Terminate = 15;

    /// <summary>SIGTERM, as service managers, containers and <c>kill</c> send it. Not on Windows, which has none.</summary>
    public static void SendTerminate(int id) => Assert.Equal(0, Kill(id, Terminate));

    /// <summary>SIGHUP, as a terminal that closes sends it. Not on Windows.</summary>
    public static void SendHangUp(int id) => Assert.Equal(0, Kill(id, HangUp));

    /// <summary>What a crash looks like from outside.</summary>
    public static void KillHard(int id)
    {
        using var process = System.Diagnostics.Process.GetProcessById(id);
        process.Kill();
    }

    public static Task UntilGoneAsync(int id) => Eventually.HoldsAsync(() => !IsAlive(id), $"process {id} is gone", DevCommand.Deadline);

    /// <summary>The process that started it. Linux only.</summary>
    public static int ParentOf(int id) => int.Parse(Stat(id)[1], null);

    private static bool IsAlive(int id)
    {
        try
        {
            // A zombie has ended; it only waits for a parent that, in a container, may never look.
            if (OperatingSystem.IsLinux() && Stat(id)[0] == "Z")
            {
                return false;
            }

            using var process = System.Diagnostics.Process.GetProcessById(id);
            return !process.HasExited;
        }
        catch (Exception gone) when (gone is ArgumentException or InvalidOperationException or IOException)
        {
            return false;
        }
    }

    /// <summary>State, parent and so on: what follows the name, which may itself hold spaces and brackets.</summary>
    private static string[] Stat(int id)
    {
        var stat = File.ReadAllText($"/proc/{id}/stat");
        return stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
    }

    [DllImport("libc", EntryPoint = "kill")]
    private static extern int Kill(int process, int signal);
}
