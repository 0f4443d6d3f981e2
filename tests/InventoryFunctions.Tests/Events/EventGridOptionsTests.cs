using InventoryFunctions.Events;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace InventoryFunctions.Tests.Events;

public sealed class EventGridOptionsTests
{
    private const string Topic = "https://shop.westeurope-1.eventgrid.azure.net/api/events";

    [Theory]
    [InlineData(null, null, typeof(QueueEventBus))]
    [InlineData("", "", typeof(QueueEventBus))]
    [InlineData(Topic, null, typeof(EventGridEventBus))]
    [InlineData(Topic, "key", typeof(EventGridEventBus))]
    [InlineData("http://127.0.0.1:60101/api/events", "key", typeof(EventGridEventBus))]
    public void Bus_TopicOrNone_IsTheOneOrTheOther(string? endpoint, string? key, Type expected)
    {
        using ServiceProvider services = Services(endpoint, key);

        Assert.IsType(expected, services.GetRequiredService<IEventBus>());
    }

    [Theory]
    [InlineData("shop", null, "EventGrid__TopicEndpoint 'shop' is no address")]
    [InlineData("http://shop.westeurope-1.eventgrid.azure.net/api/events", "key", "must begin with https://")]
    [InlineData("http://127.0.0.1:60101/api/events", null, "must begin with https://")]
    [InlineData("https://shop.westeurope-1.eventgrid.azure.net", null, "lacks the path, which Event Grid's topics call /api/events")]
    [InlineData(null, "key", "EventGrid__TopicKey is set, but not EventGrid__TopicEndpoint")]
    public void Settings_EventsCouldNotBeSentTo_AreRefusedByName(string? endpoint, string? key, string expected)
    {
        using ServiceProvider services = Services(endpoint, key);

        Assert.Contains(expected, Assert.Throws<OptionsValidationException>(services.GetRequiredService<IStartupValidator>().Validate).Message);
    }

    private static ServiceProvider Services(string? endpoint, string? key)
    {
        IConfiguration configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(
            [
                new("AzureWebJobsStorage", "UseDevelopmentStorage=true"),
                new("AZURE_FUNCTIONS_ENVIRONMENT", "Development"),
                new("EventGrid:TopicEndpoint", endpoint),
                new("EventGrid:TopicKey", key),
            ])
            .Build();
        return new ServiceCollection().AddSingleton(configuration).AddLogging().AddInventory(configuration).BuildServiceProvider();
    }
}
