using InventoryFunctions.Events;
using InventoryFunctions.Infrastructure.Tests.Bicep;

namespace InventoryFunctions.Infrastructure.Tests.Rules;

/// <summary>The topic has exactly one subscription for each route of the app, to the same queue (parity A12, B3).</summary>
public sealed class EveryRouteHasItsSubscription : IRule
{
    /// <inheritdoc/>
    public IEnumerable<string> Breaches(Deployment deployment)
    {
        IEnumerable<string> wanted = EventRoutes.All.Select(route => $"{route.Key} → {route.Value}");
        IEnumerable<string> there = deployment.All(Subscriptions.Type).Select(subscription =>
            $"{string.Join(", ", subscription.Find("filter.includedEventTypes")?.AsArray().Select(type => type!.ToString()) ?? [])} → {subscription.Text(Subscriptions.Delivery + ".destination.properties.queueName")}");
        return Sets.Compare("subscription", wanted, there);
    }
}
