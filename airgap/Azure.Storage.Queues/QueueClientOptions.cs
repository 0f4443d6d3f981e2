using Azure.Core;
using Azure.Storage.Queues.Models;

namespace Azure.Storage.Queues;

public enum QueueMessageEncoding
{
    None = 0,
    Base64 = 1,
}

public class QueueClientOptions : ClientOptions
{
    public QueueClientOptions(ServiceVersion version = ServiceVersion.V2026_02_06) => Version = version;
    public QueueAudience? Audience { get; set; }
    public bool EnableTenantDiscovery { get; set; }
    public QueueMessageEncoding MessageEncoding { get; set; }
    public ServiceVersion Version { get; }

    /// <summary>As the header x-ms-version has it: the constant's own name, with hyphens.</summary>
    internal string VersionHeader => Version.ToString()[1..].Replace('_', '-');

    /// <summary>The oldest and the newest versions; the package has each one between.</summary>
    public enum ServiceVersion
    {
        V2019_02_02 = 1,
        V2025_11_05 = 28,
        V2026_02_06 = 29,
    }
}
