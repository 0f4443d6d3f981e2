using System.Security.Cryptography;
using System.Text;

namespace InventoryFunctions.Dev;

/// <summary>The key that approval links are signed with on this machine: made once, so that links outlive a restart.</summary>
internal static class SigningKeyFile
{
    private const string Setting = "Callbacks__SigningKey";
    private const int KeyBytes = 32;

    /// <summary>Has the settings name a key: their own, the environment's, or the one in the file.</summary>
    /// <exception cref="Failure">The file holds something else.</exception>
    public static void Complete(Dictionary<string, string> settings, Func<string, string?> environment, string path)
    {
        if (string.IsNullOrEmpty(settings.GetValueOrDefault(Setting)) && string.IsNullOrEmpty(environment(Setting)))
        {
            settings[Setting] = Ensure(path);
        }
    }

    /// <summary>What is in the file; made where there is none, or an empty one, as a machine that lost its power leaves.</summary>
    private static string Ensure(string path)
    {
        if (Read(path) is not { Length: > 0 } key)
        {
            Make(path);
            key = Read(path);
        }

        return Convert.TryFromBase64String(key, new byte[key.Length], out var length) && length >= KeyBytes
            ? key
            : throw new Failure(
                $"{path} holds no key to sign links with, which is base64 of at least {KeyBytes} bytes. Delete it, and `up` makes a new one; links that are out are no good then.");
    }

    private static string Read(string path) => File.Exists(path) ? File.ReadAllText(path).Trim() : "";

    // Written to the disk under another name first: whoever finds the file finds a whole key in it.
    private static void Make(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var made = $"{path}.{Environment.ProcessId}";
        var create = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            create.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using (var file = new FileStream(made, create))
        {
            file.Write(Encoding.ASCII.GetBytes(Convert.ToBase64String(RandomNumberGenerator.GetBytes(KeyBytes))));
            file.Flush(flushToDisk: true);
        }

        try
        {
            // Never over another one: that may be in use by the time.
            File.Move(made, path, overwrite: false);
        }
        catch (IOException) when (Read(path).Length > 0)
        {
            // One that another `up` has made meanwhile is as good as ours.
            File.Delete(made);
        }
        catch (IOException) when (File.Exists(path))
        {
            File.Move(made, path, overwrite: true);
        }
    }
}
