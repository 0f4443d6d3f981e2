using InventoryFunctions.Callbacks;
using InventoryFunctions.EmbeddedHost;
using InventoryFunctions.Storage;
using InventoryFunctions.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace InventoryFunctions.Tests.Callbacks;

public sealed class CallbackLinksTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    [Theory]
    [InlineData(null, "shop.azurewebsites.net", "https://shop.azurewebsites.net/api/tasks/t")]
    [InlineData(null, "localhost:7071", "http://localhost:7071/api/tasks/t")]
    [InlineData(null, "127.0.0.1:8080", "http://127.0.0.1:8080/api/tasks/t")]
    [InlineData(null, "", "http://localhost:7071/api/tasks/t")]
    [InlineData("https://inventory.example.com/shop/", "shop.azurewebsites.net", "https://inventory.example.com/shop/tasks/t")]
    public void To_LeadsToTheBaseUrlOrTheHostsName(string? baseUrl, string hostName, string expected) =>
        Assert.Equal(expected, TestTokens.Links(baseUrl, ("WEBSITE_HOSTNAME", hostName)).To("tasks/t").AbsoluteUri);

    [Theory]
    [InlineData("v2", "https://shop.azurewebsites.net/v2/tasks/t")]
    [InlineData("", "https://shop.azurewebsites.net/tasks/t")]
    public void To_KeepsTheRoutePrefixOfTheHost(string prefix, string expected) => Assert.Equal(expected, TestTokens.Links(
        null, ("WEBSITE_HOSTNAME", "shop.azurewebsites.net"), ("AzureFunctionsJobHost:extensions:http:routePrefix", prefix)).To("tasks/t").AbsoluteUri);

    [Theory]
    [InlineData("api")]
    [InlineData("")]
    public async Task To_InTheEmbeddedHost_LeadsBackToIt(string prefix)
    {
        await using EmbeddedApplication app = await EmbeddedApplication.StartAsync(new EmbeddedHostOptions
        {
            FunctionTypes = [],
            Settings = new Dictionary<string, string?>
            {
                [StorageConnection.Setting] = azurite.NewAccount(),
                ["AzureFunctionsJobHost__extensions__http__routePrefix"] = prefix,
            },
            MinimumLogLevel = LogLevel.Warning,
        });

        Assert.Equal(new Uri(app.BaseAddress, "tasks/t"), app.Services.GetRequiredService<CallbackLinks>().To("tasks/t"));
    }
}
