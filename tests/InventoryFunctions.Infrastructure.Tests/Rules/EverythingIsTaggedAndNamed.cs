using InventoryFunctions.Infrastructure.Tests.Bicep;

namespace InventoryFunctions.Infrastructure.Tests.Rules;

/// <summary>Whatever can have tags has Environment and Application, and its name carries the suffix (parity A17).</summary>
public sealed class EverythingIsTaggedAndNamed(string suffix) : IRule
{
    // The name of the one is Azure's, that of the other is the app's id in the portal's list, which shows its displayName instead.
    private static readonly string[] NamedByOthers = ["Microsoft.Communication/emailServices/domains", "Microsoft.Insights/workbooks"];

    // Their names are unique in the world and take no hyphens.
    private static readonly string[] WithoutHyphens = ["Microsoft.Storage/storageAccounts", "Microsoft.KeyVault/vaults"];

    /// <inheritdoc/>
    public IEnumerable<string> Breaches(Deployment deployment)
    {
        foreach (Resource resource in deployment.Resources.Where(resource => resource.Json["location"] is not null))
        {
            string environment = resource.Json["tags"]?["Environment"]?.ToString() ?? "";
            string application = resource.Json["tags"]?["Application"]?.ToString() ?? "";
            if (environment != suffix || application != "InventoryFunctions")
            {
                yield return $"{resource.Type} {resource.Name} has tags Environment '{environment}' and Application '{application}'.";
            }

            string part = WithoutHyphens.Contains(resource.Type) ? suffix.Replace("-", "", StringComparison.Ordinal)[..Math.Min(8, suffix.Replace("-", "", StringComparison.Ordinal).Length)] : suffix;
            if (!NamedByOthers.Contains(resource.Type) && !resource.Name.Contains(part, StringComparison.Ordinal))
            {
                yield return $"The name of {resource.Type} {resource.Name} does not carry '{part}'.";
            }
        }
    }
}
