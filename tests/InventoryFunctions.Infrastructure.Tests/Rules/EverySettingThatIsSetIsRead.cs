using InventoryFunctions.Infrastructure.Tests.Bicep;

namespace InventoryFunctions.Infrastructure.Tests.Rules;

/// <summary>No setting is set for nothing: the app reads each, or the platform does.</summary>
public sealed class EverySettingThatIsSetIsRead : IRule
{
    /// <inheritdoc/>
    public IEnumerable<string> Breaches(Deployment deployment) => deployment.Settings().Keys
        .Where(setting => !AppSettings.Read.Contains(setting) && !AppSettings.OfThePlatform.ContainsKey(setting))
        .Select(setting => $"Nobody reads setting {setting}.");
}
