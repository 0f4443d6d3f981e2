using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using InventoryFunctions.Infrastructure.Tests.Bicep;

namespace InventoryFunctions.Infrastructure.Tests.Rules;

/// <summary>No file asks for a key, no setting or output holds one, and what is secret is a secure parameter (parity A13).</summary>
public sealed partial class NoSecretStandsInTheOpen : IRule
{
    private static readonly string[] SecretSettings = ["Callbacks__SigningKey", "Callbacks__PreviousSigningKey", "Notifications__WebhookUrl"];

    /// <inheritdoc/>
    public IEnumerable<string> Breaches(Deployment deployment)
    {
        foreach ((string file, string text) in deployment.Sources)
        {
            foreach (Match found in AsksForAKey().Matches(text))
            {
                yield return $"{file} asks for a key: {found.Value}.";
            }

            foreach (Match found in HoldsAKey().Matches(text))
            {
                yield return $"{file} holds a secret: {found.Value}.";
            }
        }

        foreach ((string setting, string value) in deployment.Settings())
        {
            if (SecretSettings.Contains(setting) && !value.StartsWith("@Microsoft.KeyVault(", StringComparison.Ordinal))
            {
                yield return $"{setting} is no reference to the vault.";
            }
            else if (HoldsAKey().IsMatch(value) || value.Contains("newGuid", StringComparison.Ordinal))
            {
                yield return $"{setting} holds a secret.";
            }
        }

        foreach ((string name, JsonNode? parameter) in deployment.Template["parameters"]!.AsObject())
        {
            string type = parameter!["type"]!.GetValue<string>();
            if (SoundsSecret().IsMatch(name) && !type.StartsWith("secure", StringComparison.OrdinalIgnoreCase))
            {
                yield return $"Parameter {name} sounds like a secret, and is not secure.";
            }
        }

        foreach ((string name, string value) in deployment.Outputs.Where(output => HoldsAKey().IsMatch(output.Value) || output.Value.Contains("newGuid", StringComparison.Ordinal)))
        {
            yield return $"Output {name} tells a secret: {value}.";
        }
    }

    [GeneratedRegex(@"\blist(Keys|AccountSas|ServiceSas|Secrets|Credentials|ConnectionStrings)\b|\.getSecret\(", RegexOptions.IgnoreCase)]
    private static partial Regex AsksForAKey();

    [GeneratedRegex(@"AccountKey=|SharedAccessKey=|SharedAccessSignature=|[?&]sig=|accesskey=|Password=", RegexOptions.IgnoreCase)]
    private static partial Regex HoldsAKey();

    [GeneratedRegex("key|secret|password|webhook|token", RegexOptions.IgnoreCase)]
    private static partial Regex SoundsSecret();
}
