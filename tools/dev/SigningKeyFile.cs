using System.Security.Cryptography;

namespace InventoryFunctions.Dev;

/// <summary>The key that approval links are signed with on this machine: made once, so that links outlive a restart.</summary>
internal static class SigningKeyFile
{
    private const string Setting = "Callbacks__SigningKey";
    private const int KeyBytes = 32;

    /// <summary>Has the settings name a key: their own, the environment's, or the one in the file.</summary>
    public static void Complete(Dictionary<string, string> settings, Func<string, string?> environment, string path)
    {
        if (string.IsNullOrEmpty(settings.GetValueOrDefault(Setting)) && string.IsNullOrEmpty(environment(Setting)))
        {
            settings[Setting] = Ensure(path);
        }
    }

    /// <summary>What is in the file; made where there is none.</summary>
    private static string Ensure(string path)
    {
        if (!File.Exists(path))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            var made = $"{path}.{Environment.ProcessId}";
            var create = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
            {
                create.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            }

            using (var file = new StreamWriter(made, create))
            {
                file.Write(Convert.ToBase64String(RandomNumberGenerator.GetBytes(KeyBytes)));
            }

            try
            {
                File.Move(made, path);
            }
            catch (IOException)
            {
                // Another `up` was faster.
                File.Delete(made);
            }
        }

        return File.ReadAllText(path).Trim();
    }
}
