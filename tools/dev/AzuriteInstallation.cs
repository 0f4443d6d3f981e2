using System.Diagnostics;
using System.Security.Cryptography;

namespace InventoryFunctions.Dev;

/// <summary>Azurite as tools/azurite/package-lock.json names it, from whichever npm registry this machine uses.</summary>
internal static class AzuriteInstallation
{
    /// <summary>Does nothing where what the lock file names is installed.</summary>
    public static async Task EnsureAsync(CancellationToken stop)
    {
        var folder = WorkingCopy.PathTo("tools/azurite");
        var stamp = Path.Combine(folder, "node_modules", ".installed-lock");
        var wanted = Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(Path.Combine(folder, "package-lock.json"))));
        if (File.Exists(stamp) && File.ReadAllText(stamp) == wanted)
        {
            return;
        }

        var took = Stopwatch.StartNew();
        var npm = Prerequisites.Executable("npm") ?? "npm";
        var (code, output) = await ChildProcess.CaptureAsync(npm, ["ci", "--no-audit", "--no-fund", "--loglevel=error"], folder, stop);
        if (code != 0)
        {
            output.ForEach(Console.Error.WriteLine);
            throw new Failure("`npm ci` in tools/azurite failed; its message stands above.");
        }

        await File.WriteAllTextAsync(stamp, wanted, stop);
        Console.WriteLine($"Azurite: installed in {took.Elapsed.TotalSeconds:0} s.");
    }
}
