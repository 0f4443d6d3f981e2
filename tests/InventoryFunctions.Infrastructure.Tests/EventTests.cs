using InventoryFunctions.Infrastructure.Tests.Bicep;
using InventoryFunctions.Infrastructure.Tests.Rules;

namespace InventoryFunctions.Infrastructure.Tests;

public sealed class EventTests(BicepCompiler compiler) : RuleTests(compiler)
{
    [Fact]
    [Trait("Parity", "A12")]
    [Trait("Parity", "B3")]
    public Task Routes_OfTheApp_AreTheTopicsSubscriptions() => HoldsAsync(
        new EveryRouteHasItsSubscription(),
        new Break("infra/events.bicep", "eventType: 'inventory-alert', queue: 'notifications'", "eventType: 'inventory-alert', queue: 'orders'"),
        new Break("infra/events.bicep", "  { eventType: 'create-purchase-order', queue: 'purchase-orders' }\n", ""));

    [Fact]
    public Task Events_AreDeliveredOrKept() => HoldsAsync(
        new EventsAreNeverLostOnTheirWay(),
        new Break("infra/events.bicep", "            queueMessageTimeToLiveInSeconds: -1\n", ""),
        new Break("infra/events.bicep", "eventDeliverySchema: 'CloudEventSchemaV1_0'", "eventDeliverySchema: 'EventGridSchema'"),
        new Break("infra/events.bicep", "      retryPolicy: {", "      destination: { endpointType: 'StorageQueue', properties: { resourceId: storageAccountId, queueName: route.queue } }\n      retryPolicy: {"),
        new Break("infra/events.bicep", "blobContainerName: deadLetterContainer", "blobContainerName: 'elsewhere'"));

    [Fact]
    public Task Queues_AreThoseOfTheApp() => HoldsAsync(
        new QueuesAreTheApps(),
        new Break("infra/storage.bicep", "'notifications', 'change-feed'", "'notifications'"),
        new Break("infra/storage.bicep", "${queue}-poison", "${queue}-dead"));

    [Fact]
    public Task Tables_AreThoseOfTheApp() => HoldsAsync(
        new TablesAreTheApps(),
        new Break("infra/storage.bicep", "  'Schedules'\n", ""),
        new Break("infra/storage.bicep", "  'Schedules'\n", "  'Schedules'\n  'Surplus'\n"));
}
