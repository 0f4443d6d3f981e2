using System.Diagnostics;
using InventoryFunctions.Testing;

namespace InventoryFunctions.Infrastructure.Tests;

/// <summary>What <c>dotnet publish</c> puts together is what a Functions host loads.</summary>
public sealed class PublishTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(8);

    [Fact]
    public async Task Publish_TheApp_HasHostJsonAndNoLocalSettings()
    {
        DirectoryInfo output = Directory.CreateTempSubdirectory("inventoryfunctions-publish-");
        try
        {
            (int exitCode, string said) = await PublishAsync(output, "-p:PublishAirGapped=true");

            Assert.True(exitCode == 0, said);
            Assert.Equal(
                await File.ReadAllTextAsync(Path.Combine(Repository.Root, "host.json")),
                await File.ReadAllTextAsync(Path.Combine(output.FullName, "host.json")));
            string[] files = [.. output.GetFiles("*", SearchOption.AllDirectories).Select(file => file.Name)];
            Assert.Contains("InventoryFunctions.dll", files);
            Assert.DoesNotContain("local.settings.json", files);
            string[] standIns = [.. output.GetFiles("*.dll", SearchOption.AllDirectories).Where(IsStandIn).Select(file => file.Name)];
            if (BuildFacts.AirGapped)
            {
                Assert.Contains("Azure.Data.Tables.dll", standIns);
            }
            else
            {
                Assert.Empty(standIns);
                Assert.Superset(new HashSet<string> { "functions.metadata", "worker.config.json", "extensions.json" }, files.ToHashSet());
            }
        }
        finally
        {
            output.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task Publish_AnAirGappedBuild_IsRefused()
    {
        if (!BuildFacts.AirGapped)
        {
            return;
        }

        DirectoryInfo output = Directory.CreateTempSubdirectory("inventoryfunctions-publish-");
        try
        {
            (int exitCode, string said) = await PublishAsync(output);

            Assert.NotEqual(0, exitCode);
            Assert.Contains("can't run in Azure", said, StringComparison.Ordinal);
            Assert.Empty(output.GetFiles());
        }
        finally
        {
            output.Delete(recursive: true);
        }
    }

    // Attributes stand in an assembly as UTF-8. Every project under airgap/ has this one, see Directory.Build.props.
    private static bool IsStandIn(FileInfo assembly) => File.ReadAllBytes(assembly.FullName).AsSpan().IndexOf("InventoryFunctions.AirGapped"u8) >= 0;

    private static async Task<(int ExitCode, string Said)> PublishAsync(DirectoryInfo output, params string[] more)
    {
        string[] arguments =
        [
            "publish", Path.Combine(Repository.Root, "src", "InventoryFunctions"), "--no-restore", "-nologo", "-nodeReuse:false",
            "-c", BuildFacts.Configuration, "-o", output.FullName, $"-p:AirGapped={(BuildFacts.AirGapped ? "true" : "false")}", .. more,
        ];
        using Process publish = Process.Start(new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        using CancellationTokenSource patience = new(Patience);
        try
        {
            Task<string> said = publish.StandardOutput.ReadToEndAsync(patience.Token);
            Task<string> failed = publish.StandardError.ReadToEndAsync(patience.Token);
            await publish.WaitForExitAsync(patience.Token);
            return (publish.ExitCode, await said + await failed);
        }
        catch (OperationCanceledException)
        {
            publish.Kill(entireProcessTree: true);
            throw;
        }
    }
}
