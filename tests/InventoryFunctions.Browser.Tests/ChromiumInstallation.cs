using System.Diagnostics;

namespace InventoryFunctions.Browser.Tests;

/// <summary>
/// Where Chromium is: the program that <c>PLAYWRIGHT_CHROMIUM</c> names; one on the PATH; the one that Playwright keeps. Where there is none, it is installed:
/// as root with apt-get, as on build machines, or else by Playwright, which downloads its own into the user's cache.
/// </summary>
internal static class ChromiumInstallation
{
    private const string Variable = "PLAYWRIGHT_CHROMIUM";

    private const string Advice =
        "Install one and run the tests again: apt-get install chromium (Debian, as root), npx playwright install chromium (anywhere), or have the environment "
        + "variable " + Variable + " name the program of a Chromium or Chrome that is installed.";

    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chromium-headless-shell"];

    // An apt-get of somebody else's may hold its lock for as long.
    private static readonly TimeSpan InstallTimeout = TimeSpan.FromMinutes(8);

    /// <summary>The program's path; null lets Playwright take its own.</summary>
    /// <exception cref="InvalidOperationException">There is none, and none could be installed; the message says what was tried and what to do.</exception>
    public static async Task<string?> EnsureAsync(Func<string> playwrightsOwn)
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } named)
        {
            return File.Exists(named) ? named : throw new InvalidOperationException($"{Variable} names {named}, and there is no such program. {Advice}");
        }

        if (OnPath(Names) is { } present)
        {
            return present;
        }

        if (File.Exists(playwrightsOwn()))
        {
            return null;
        }

        List<string> tried = [];
        if (Environment.IsPrivilegedProcess && OnPath("apt-get") is { } apt)
        {
            // A download that breaks off is no reason to go without.
            await InstallAsync(apt, ["update", "-qq", "-o", "Acquire::Retries=3"], tried);
            await InstallAsync(apt, ["install", "-y", "-qq", "--no-install-recommends", "-o", "DPkg::Lock::Timeout=300", "-o", "Acquire::Retries=3", "chromium"], tried);
            if (OnPath(Names) is { } installed)
            {
                return installed;
            }
        }

        // Playwright's own installer is part of the package.
        if (await Task.Run(() => Microsoft.Playwright.Program.Main(["install", "chromium"])).WaitAsync(InstallTimeout) == 0 && File.Exists(playwrightsOwn()))
        {
            return null;
        }

        tried.Add("playwright install chromium failed");
        throw new InvalidOperationException(
            $"There is no Chromium: none of {string.Join(", ", Names)} is on the PATH, and it could not be installed ({string.Join("; ", tried)}). {Advice}");
    }

    private static string? OnPath(params string[] names) => names
        .SelectMany(name => (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .SelectMany(folder => (string[])[Path.Combine(folder, name), Path.Combine(folder, name + ".exe")]))
        .FirstOrDefault(File.Exists);

    private static async Task InstallAsync(string program, string[] arguments, List<string> tried)
    {
        ProcessStartInfo start = new(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        start.Environment["DEBIAN_FRONTEND"] = "noninteractive";
        using Process process = Process.Start(start)!;
        process.StandardInput.Close();
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> errors = process.StandardError.ReadToEndAsync();
        try
        {
            await process.WaitForExitAsync().WaitAsync(InstallTimeout);
        }
        catch (TimeoutException)
        {
            process.Kill(entireProcessTree: true);
        }

        await process.WaitForExitAsync();
        await output;
        tried.Add($"{Path.GetFileName(program)} {arguments[0]} ended with {process.ExitCode}: {(await errors).Trim().Split('\n')[^1]}");
    }
}
