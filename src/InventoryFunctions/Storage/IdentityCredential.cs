using Azure.Core;
using Azure.Identity;
using Microsoft.Extensions.Configuration;

namespace InventoryFunctions.Storage;

/// <summary>
/// How the app signs in to Azure without a secret: <c>…__clientId</c> names a user-assigned identity, <c>…__credential=managedidentity</c> uses
/// no other kind of sign-in, as with the Functions host's own connections.
/// </summary>
internal static class IdentityCredential
{
    /// <summary>The credential that the settings of <paramref name="connection"/> ask for.</summary>
    public static TokenCredential Of(IConfigurationSection connection)
    {
        string? clientId = connection["clientId"] is { Length: > 0 } id ? id : null;
        return string.Equals(connection["credential"], "managedidentity", StringComparison.OrdinalIgnoreCase)
            ? new ManagedIdentityCredential(clientId is null ? ManagedIdentityId.SystemAssigned : ManagedIdentityId.FromUserAssignedClientId(clientId))
            : new DefaultAzureCredential(new DefaultAzureCredentialOptions { ManagedIdentityClientId = clientId });
    }
}
