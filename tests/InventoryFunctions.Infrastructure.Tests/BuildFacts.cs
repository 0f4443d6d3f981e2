using System.Reflection;

namespace InventoryFunctions.Infrastructure.Tests;

/// <summary>What the build knows, as the project file writes it into the assembly.</summary>
internal static class BuildFacts
{
    /// <summary>Where the Bicep compiler is.</summary>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    public static string BicepPath => Fact("BicepPath") is { Length: > 0 } path
        ? Path.GetFullPath(path.Replace('\\', Path.DirectorySeparatorChar))
        : throw new InvalidOperationException("The package Azure.Bicep.CommandLine of this machine's kind was not restored.");

    /// <summary>Whether the stand-ins under airgap/ were built.</summary>
    public static bool AirGapped => Fact("AirGapped") == "true";

    /// <summary>Debug or Release.</summary>
    public static string Configuration => typeof(BuildFacts).Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()!.Configuration;

    private static string? Fact(string name) =>
        typeof(BuildFacts).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(fact => fact.Key == name).Value;
}
