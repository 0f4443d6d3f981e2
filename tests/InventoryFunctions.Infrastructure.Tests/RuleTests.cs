using System.Text.Json.Nodes;
using InventoryFunctions.Infrastructure.Tests.Bicep;
using InventoryFunctions.Infrastructure.Tests.Rules;

namespace InventoryFunctions.Infrastructure.Tests;

/// <summary>A rule holds for the files as they are, and notices each thing that is broken on purpose.</summary>
[Collection(nameof(CompiledInfrastructure))]
public abstract class RuleTests(BicepCompiler compiler)
{
    private static readonly SemaphoreSlim Once = new(1);
    private static Deployment? _real;

    /// <summary>Checks <paramref name="rule"/> against the real files and against each of <paramref name="breaks"/>.</summary>
    protected async Task HoldsAsync(IRule rule, params Break[] breaks)
    {
        Assert.Empty(rule.Breaches(await RealAsync()));
        Assert.NotEmpty(breaks);
        foreach (Break change in breaks)
        {
            Deployment broken = await InfrastructureFiles.DeployAsync(compiler, null, change);
            Assert.True(rule.Breaches(broken).Any(), $"{rule.GetType().Name} did not notice that '{change.Old}' became '{change.New}'.");
        }
    }

    /// <summary>What other parameters than the defaults would create.</summary>
    protected Task<Deployment> DeployAsync(JsonObject parameters) => InfrastructureFiles.DeployAsync(compiler, parameters);

    private async Task<Deployment> RealAsync()
    {
        await Once.WaitAsync();
        try
        {
            return _real ??= await InfrastructureFiles.DeployAsync(compiler);
        }
        finally
        {
            Once.Release();
        }
    }
}
