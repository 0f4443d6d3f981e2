using InventoryFunctions.Infrastructure.Tests.Bicep;

namespace InventoryFunctions.Infrastructure.Tests.Rules;

/// <summary>Each setting that the app reads is set, or stands on the list of those that are left to their defaults, with the reason.</summary>
public sealed class EverySettingThatIsReadIsSet : IRule
{
    /// <inheritdoc/>
    public IEnumerable<string> Breaches(Deployment deployment)
    {
        IReadOnlyDictionary<string, string> settings = deployment.Settings();
        foreach (string setting in AppSettings.Read.Where(setting => !settings.ContainsKey(setting) && !AppSettings.LeftToTheirDefaults.ContainsKey(setting)))
        {
            yield return $"The app reads {setting}, and it is not set.";
        }

        foreach (string setting in AppSettings.LeftToTheirDefaults.Keys.Where(setting => !AppSettings.Read.Contains(setting)))
        {
            yield return $"{setting} is on the list of those left to their defaults, and the app does not read it any more.";
        }

        foreach (string setting in settings.Where(setting => setting.Value.Length == 0).Select(setting => setting.Key))
        {
            yield return $"{setting} is set to nothing.";
        }
    }
}
