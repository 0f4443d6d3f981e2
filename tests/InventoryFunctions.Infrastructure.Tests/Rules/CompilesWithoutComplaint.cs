using InventoryFunctions.Infrastructure.Tests.Bicep;

namespace InventoryFunctions.Infrastructure.Tests.Rules;

/// <summary>The compiler, its types of every resource and its linter have nothing to say.</summary>
public sealed class CompilesWithoutComplaint : IRule
{
    /// <inheritdoc/>
    public IEnumerable<string> Breaches(Deployment deployment) => deployment.Complaints;
}
