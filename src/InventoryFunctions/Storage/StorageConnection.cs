using Azure.Core;
using Azure.Data.Tables;
using Azure.Storage.Queues;
using Microsoft.Extensions.Configuration;

namespace InventoryFunctions.Storage;

/// <summary>
/// The storage account, told as the Functions host itself is told it: setting <c>AzureWebJobsStorage</c> is a connection string, or
/// <c>AzureWebJobsStorage__accountName</c> (or <c>…__tableServiceUri</c> and <c>…__queueServiceUri</c>) names the account and a managed
/// identity opens it (<c>…__clientId</c> for a user-assigned one, <c>…__credential=managedidentity</c> to use no other kind of sign-in).
/// </summary>
public static class StorageConnection
{
    /// <summary>The setting.</summary>
    public const string Setting = "AzureWebJobsStorage";

    /// <summary>
    /// How long the storage account may take for one try of a request. The Azure SDK's default, 100 seconds, suits large blobs; here a request reads or writes 4 MiB
    /// at most, and a caller waits for the answer: with the SDK's four tries, storage that accepts and never answers is a 503 after some 45 seconds.
    /// </summary>
    public static readonly TimeSpan NetworkTimeout = TimeSpan.FromSeconds(10);

    private const string Missing = $"Setting {Setting} is missing: a connection string, or {Setting}__accountName with a managed identity.";

    /// <summary>A client for tables.</summary>
    /// <exception cref="InvalidOperationException">No storage account is set.</exception>
    public static TableServiceClient Tables(IConfiguration configuration) =>
        configuration[Setting] is { Length: > 0 } connectionString
            ? new TableServiceClient(connectionString, TableOptions())
            : new TableServiceClient(ServiceUri(configuration, "table"), Credential(configuration), TableOptions());

    /// <summary>A client for queues.</summary>
    /// <exception cref="InvalidOperationException">No storage account is set.</exception>
    public static QueueServiceClient Queues(IConfiguration configuration) =>
        configuration[Setting] is { Length: > 0 } connectionString
            ? new QueueServiceClient(connectionString, QueueOptions())
            : new QueueServiceClient(ServiceUri(configuration, "queue"), Credential(configuration), QueueOptions());

    /// <summary>What every client for tables has in common: <see cref="NetworkTimeout"/>.</summary>
    public static TableClientOptions TableOptions() => new() { Retry = { NetworkTimeout = NetworkTimeout } };

    /// <summary>
    /// What every client for queues has in common: <see cref="NetworkTimeout"/>, and messages that are plain text, as host.json has it
    /// (<c>messageEncoding: none</c>).
    /// </summary>
    public static QueueClientOptions QueueOptions() =>
        new() { MessageEncoding = QueueMessageEncoding.None, Retry = { NetworkTimeout = NetworkTimeout } };

    private static Uri ServiceUri(IConfiguration configuration, string service)
    {
        IConfigurationSection section = configuration.GetSection(Setting);
        return section[$"{service}ServiceUri"] is { Length: > 0 } uri ? new Uri(uri)
            : section["accountName"] is { Length: > 0 } account ? new Uri($"https://{account}.{service}.core.windows.net")
            : throw new InvalidOperationException(Missing);
    }

    private static TokenCredential Credential(IConfiguration configuration) => IdentityCredential.Of(configuration.GetSection(Setting));
}
