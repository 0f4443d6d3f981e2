using Azure.Core;

namespace InventoryFunctions.Notifications;

/// <summary>How the client of Communication Services works: one attempt a call, for the orchestration is the one that waits.</summary>
internal sealed class EmailClientOptions : ClientOptions
{
    public EmailClientOptions() => Retry.MaxRetries = 0;
}
