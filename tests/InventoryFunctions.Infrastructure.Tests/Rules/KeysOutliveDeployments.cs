using System.Text.RegularExpressions;
using InventoryFunctions.Infrastructure.Tests.Bicep;

namespace InventoryFunctions.Infrastructure.Tests.Rules;

/// <summary>The keys that links are signed with are long and made up, and another deployment keeps them.</summary>
public sealed partial class KeysOutliveDeployments : IRule
{
    /// <inheritdoc/>
    public IEnumerable<string> Breaches(Deployment deployment)
    {
        foreach (Resource weak in deployment.All("Microsoft.KeyVault/vaults/secrets").Where(secret => !MadeUp().IsMatch(secret.Text("value"))))
        {
            yield return $"{weak.OwnName} is not base64 of two random numbers.";
        }

        string[] keys = [.. deployment.All("Microsoft.KeyVault/vaults/secrets").Select(secret => secret.OwnName)];
        foreach (string breach in Sets.Compare("secret", ["callback-signing-key", "callback-previous-signing-key"], keys))
        {
            yield return breach;
        }

        int kept = deployment.Template.ToJsonString().Split("\"onlyIfNotExists\"").Length - 1;
        if (kept != keys.Length)
        {
            yield return $"{kept} of {keys.Length} secrets are kept by a second deployment.";
        }
    }

    // 72 bytes of 244 random bits: the app asks for 32 bytes of base64 at least.
    [GeneratedRegex(@"^\[base64\(format\('\{0\}.?\{1\}', newGuid\(\), newGuid\(\)\)\)\]$")]
    private static partial Regex MadeUp();
}
