using InventoryFunctions.Infrastructure.Tests.Bicep;

namespace InventoryFunctions.Infrastructure.Tests.Rules;

/// <summary>No key, password or unencrypted connection opens anything (parity A13).</summary>
public sealed class OnlyIdentitiesGetIn : IRule
{
    private static readonly (string Type, string Path, string Value)[] Wanted =
    [
        ("Microsoft.Storage/storageAccounts", "allowSharedKeyAccess", "false"),
        ("Microsoft.Storage/storageAccounts", "allowBlobPublicAccess", "false"),
        ("Microsoft.Storage/storageAccounts", "minimumTlsVersion", "TLS1_2"),
        ("Microsoft.Storage/storageAccounts", "supportsHttpsTrafficOnly", "true"),
        ("Microsoft.EventGrid/topics", "disableLocalAuth", "true"),
        ("Microsoft.Insights/components", "DisableLocalAuth", "true"),
        ("Microsoft.OperationalInsights/workspaces", "features.disableLocalAuth", "true"),
        ("Microsoft.Communication/communicationServices", "disableLocalAuth", "true"),
        ("Microsoft.KeyVault/vaults", "enableRbacAuthorization", "true"),
        ("Microsoft.Web/sites", "httpsOnly", "true"),
        ("Microsoft.Web/sites", "siteConfig.minTlsVersion", "1.2"),
        ("Microsoft.Web/sites", "siteConfig.ftpsState", "Disabled"),
        ("Microsoft.Web/sites", "functionAppConfig.deployment.storage.authentication.type", "UserAssignedIdentity"),
    ];

    /// <inheritdoc/>
    public IEnumerable<string> Breaches(Deployment deployment)
    {
        foreach ((string type, string path, string value) in Wanted)
        {
            string there = deployment.The(type).Text(path);
            if (there != value)
            {
                yield return $"{type}: {path} is '{there}', and not '{value}'.";
            }
        }

        IEnumerable<string> passwords = deployment.All("Microsoft.Web/sites/basicPublishingCredentialsPolicies")
            .Select(policy => $"{policy.OwnName}: {policy.Text("allow")}");
        foreach (string breach in Sets.Compare("policy", ["ftp: false", "scm: false"], passwords))
        {
            yield return breach;
        }

        foreach (KeyValuePair<string, string> setting in deployment.Settings()
            .Where(setting => setting.Key.EndsWith("__credential", StringComparison.Ordinal) && setting.Value != "managedidentity"))
        {
            yield return $"{setting.Key} is '{setting.Value}', and not a managed identity.";
        }
    }
}
