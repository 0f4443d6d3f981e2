using System.Diagnostics;
using Azure.Messaging;
using InventoryFunctions.Telemetry;

namespace InventoryFunctions.Events;

/// <summary>
/// Carries a trace from who publishes an event to who processes it, in the event's attributes <c>traceparent</c> and <c>tracestate</c>
/// (https://github.com/cloudevents/spec/blob/main/cloudevents/extensions/distributed-tracing.md). Event Grid's client writes the same by itself.
/// </summary>
internal static class EventTracing
{
    private const string TraceParent = "traceparent";
    private const string TraceState = "tracestate";

    /// <summary>Notes in <paramref name="published"/> what it comes of, unless it says so already. Nothing without anybody who listens to traces.</summary>
    public static void Note(CloudEvent published)
    {
        if (!InventoryActivities.Source.HasListeners()
            || Activity.Current is not { IdFormat: ActivityIdFormat.W3C, Id: { } id } current
            || published.ExtensionAttributes.ContainsKey(TraceParent))
        {
            return;
        }

        published.ExtensionAttributes[TraceParent] = id;
        if (current.TraceStateString is { Length: > 0 } state)
        {
            published.ExtensionAttributes[TraceState] = state;
        }
    }

    /// <summary>
    /// Begins the span in which <paramref name="received"/> is processed: in the trace that it was published in, with a link to the function that runs. Null
    /// where nobody listens.
    /// </summary>
    public static Activity? Start(CloudEvent received, string queueName)
    {
        if (!InventoryActivities.Source.HasListeners())
        {
            return null;
        }

        bool isCarried = ActivityContext.TryParse(Text(received, TraceParent), Text(received, TraceState), isRemote: true, out ActivityContext parent);
        ActivityLink[] links = isCarried && Activity.Current is { } function ? [new ActivityLink(function.Context)] : [];
        return InventoryActivities.Source.StartActivity(
            // Not Consumer: Application Insights would count it as a request beside the function's own, and so a failure twice.
            ActivityKind.Internal,
            parent,
            [new("messaging.destination.name", queueName), new("cloudevents.event_id", received.Id), new("cloudevents.event_subject", received.Subject)],
            links,
            name: $"process {received.Type}");
    }

    private static string? Text(CloudEvent received, string attribute) => received.ExtensionAttributes.TryGetValue(attribute, out object? value) ? value as string : null;
}
