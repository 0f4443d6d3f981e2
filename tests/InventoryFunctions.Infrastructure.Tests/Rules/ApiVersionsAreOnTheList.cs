using System.Collections.Frozen;
using InventoryFunctions.Infrastructure.Tests.Bicep;

namespace InventoryFunctions.Infrastructure.Tests.Rules;

/// <summary>Every API version is one that was seen in use, and where; a preview only where there is nothing else.</summary>
public sealed class ApiVersionsAreOnTheList : IRule
{
    private const string Modules = "Azure/bicep-registry-modules, at 9f9ea1a (2026-08-07)";

    // Type → version and where it was seen. A type's children share its version unless they stand here themselves.
    private static readonly FrozenDictionary<string, (string Version, string SeenIn)> Known = new Dictionary<string, (string, string)>(StringComparer.OrdinalIgnoreCase)
    {
        ["Microsoft.Authorization/roleAssignments"] = ("2022-04-01", Modules),
        ["Microsoft.Authorization/roleDefinitions"] = ("2022-04-01", "Azure-Samples/azure-search-openai-demo, infra/main.bicep"),
        ["Microsoft.Communication"] = ("2025-09-01", Modules + ", avm/res/communication"),
        ["Microsoft.DurableTask/schedulers"] = ("2025-11-01", "macromania/durable-agent-sample, infra/app/dts.bicep; microsoft/GitHub-Copilot-for-Azure"),
        ["Microsoft.EventGrid/topics"] = ("2025-02-15", Modules + ", avm/res/event-grid; with eventSubscriptions in public templates"),
        ["Microsoft.Insights/actionGroups"] = ("2023-01-01", Modules),
        ["Microsoft.Insights/components"] = ("2020-02-02", Modules + ", avm/res/insights/component"),
        ["Microsoft.Insights/diagnosticSettings"] = ("2021-05-01-preview", Modules + "; there is no other in use"),
        ["Microsoft.Insights/metricAlerts"] = ("2018-03-01", Modules + ", avm/res/insights/metric-alert"),
        ["Microsoft.Insights/scheduledQueryRules"] = ("2023-12-01", "public templates; the modules use a later preview"),
        ["Microsoft.Insights/workbooks"] = ("2023-06-01", Modules + ", avm/ptn/sa/chat-with-your-data"),
        ["Microsoft.KeyVault/vaults"] = ("2025-05-01", Modules + ", avm/res/key-vault/vault"),
        ["Microsoft.ManagedIdentity/userAssignedIdentities"] = ("2024-11-30", Modules + ", avm/res/managed-identity/user-assigned-identity"),
        ["Microsoft.OperationalInsights/workspaces"] = ("2025-07-01", Modules + ", avm/res/operational-insights/workspace"),
        ["Microsoft.Storage/storageAccounts"] = ("2025-06-01", Modules + ", avm/res/storage/storage-account"),
        ["Microsoft.Web/serverfarms"] = ("2025-03-01", Modules + ", avm/res/web/serverfarm"),
        ["Microsoft.Web/sites"] = ("2025-03-01", Modules + ", avm/res/web/site"),
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public IEnumerable<string> Breaches(Deployment deployment)
    {
        foreach (Resource resource in deployment.Resources)
        {
            string? known = Known.Keys.Where(type => resource.Type.StartsWith(type, StringComparison.OrdinalIgnoreCase)).MaxBy(type => type.Length);
            if (known is null)
            {
                yield return $"{resource.Type} is not on the list.";
            }
            else if (resource.ApiVersion != Known[known].Version)
            {
                yield return $"{resource.Type}@{resource.ApiVersion}: on the list is {Known[known].Version}, seen in {Known[known].SeenIn}.";
            }
        }
    }
}
