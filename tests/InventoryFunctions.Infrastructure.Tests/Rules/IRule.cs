using InventoryFunctions.Infrastructure.Tests.Bicep;

namespace InventoryFunctions.Infrastructure.Tests.Rules;

/// <summary>Something that must be so; its name says what.</summary>
public interface IRule
{
    /// <summary>Where it is not so; empty where all is well.</summary>
    IEnumerable<string> Breaches(Deployment deployment);
}
