using Azure.Core;
using Azure.Identity;

namespace InventoryFunctions.Telemetry;

/// <summary>How the app signs in to Application Insights.</summary>
internal static class MonitorCredential
{
    /// <summary>The credential that <paramref name="authenticationString"/> asks for, in the Functions host's own form; null where it asks for none.</summary>
    /// <returns>Whether it has that form.</returns>
    public static bool TryOf(string? authenticationString, out TokenCredential? credential)
    {
        credential = null;
        if (string.IsNullOrWhiteSpace(authenticationString))
        {
            return true;
        }

        Dictionary<string, string> parts = new(StringComparer.OrdinalIgnoreCase);
        foreach (string part in authenticationString.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            string[] pair = part.Split('=', 2, StringSplitOptions.TrimEntries);
            if (pair.Length < 2 || !parts.TryAdd(pair[0], pair[1]))
            {
                return false;
            }
        }

        if (!string.Equals(parts.GetValueOrDefault("Authorization"), "AAD", StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        credential = new ManagedIdentityCredential(
            parts.GetValueOrDefault("ClientId") is { Length: > 0 } clientId ? ManagedIdentityId.FromUserAssignedClientId(clientId) : ManagedIdentityId.SystemAssigned);
        return true;
    }
}
