using InventoryFunctions.Infrastructure.Tests.Bicep;

namespace InventoryFunctions.Infrastructure.Tests.Rules;

/// <summary>
/// A subscription delivers CloudEvents by the topic's identity, tries for a day, lets no message expire in the queue, and keeps what it could not
/// deliver. Event Grid refuses a destination beside a delivery by identity.
/// </summary>
public sealed class EventsAreNeverLostOnTheirWay : IRule
{
    private const string Schema = "CloudEventSchemaV1_0";

    private static readonly (string Path, string Value)[] Wanted =
    [
        ("eventDeliverySchema", Schema),
        (Subscriptions.Delivery + ".destination.endpointType", "StorageQueue"),
        (Subscriptions.Delivery + ".destination.properties.queueMessageTimeToLiveInSeconds", "-1"),
        ("retryPolicy.eventTimeToLiveInMinutes", "1440"),
        ("retryPolicy.maxDeliveryAttempts", "30"),
        (Subscriptions.DeadLetters + ".deadLetterDestination.properties.blobContainerName", "dead-letters"),
    ];

    /// <inheritdoc/>
    public IEnumerable<string> Breaches(Deployment deployment)
    {
        if (deployment.The("Microsoft.EventGrid/topics").Text("inputSchema") != Schema)
        {
            yield return "The topic does not take CloudEvents.";
        }

        foreach (Resource subscription in deployment.All(Subscriptions.Type))
        {
            foreach ((string path, string value) in Wanted.Where(wanted => subscription.Text(wanted.Path) != wanted.Value))
            {
                yield return $"{subscription.OwnName}: {path} is '{subscription.Text(path)}', and not '{value}'.";
            }

            foreach (string direct in new[] { "destination", "deadLetterDestination" }.Where(name => subscription.Find(name) is not null))
            {
                yield return $"{subscription.OwnName} has {direct} beside delivery by identity.";
            }

            foreach (string part in new[] { Subscriptions.Delivery, Subscriptions.DeadLetters }
                .Where(part => !subscription.Text(part + ".identity.userAssignedIdentity").Contains("id-inventory-events-", StringComparison.Ordinal)))
            {
                yield return $"{subscription.OwnName}: {part} does not go by the topic's identity.";
            }
        }

        if (!deployment.All("Microsoft.Storage/storageAccounts/blobServices/containers").Any(container => container.OwnName == "dead-letters"))
        {
            yield return "There is no container dead-letters.";
        }
    }
}
