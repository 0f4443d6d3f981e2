using InventoryFunctions.Storage;
using Microsoft.Extensions.Configuration;

namespace InventoryFunctions.Tests.Storage;

public sealed class StorageConnectionTests
{
    [Fact]
    public void Tables_NoSetting_SaysWhichIsMissing() => Assert.Contains(
        "AzureWebJobsStorage",
        Assert.Throws<InvalidOperationException>(() => StorageConnection.Tables(With([]))).Message,
        StringComparison.Ordinal);

    [Fact]
    public void Tables_ConnectionString_IsUsed() => Assert.Equal(
        new Uri("http://127.0.0.1:10002/devstoreaccount1"),
        StorageConnection.Tables(With(new() { ["AzureWebJobsStorage"] = "UseDevelopmentStorage=true" })).Uri);

    [Fact]
    [Trait("Parity", "A13")]
    public void Clients_AccountName_AreOpenedByIdentity()
    {
        IConfiguration configuration = With(new()
        {
            ["AzureWebJobsStorage:accountName"] = "shop",
            ["AzureWebJobsStorage:credential"] = "managedidentity",
            ["AzureWebJobsStorage:clientId"] = "11111111-1111-1111-1111-111111111111",
        });

        Assert.Equal("shop.table.core.windows.net", StorageConnection.Tables(configuration).Uri.Host);
        Assert.Equal("shop.queue.core.windows.net", StorageConnection.Queues(configuration).Uri.Host);
    }

    [Fact]
    public void Clients_ServiceUris_ComeBeforeTheAccountName()
    {
        IConfiguration configuration = With(new()
        {
            ["AzureWebJobsStorage:accountName"] = "shop",
            ["AzureWebJobsStorage:tableServiceUri"] = "https://shop.table.core.chinacloudapi.cn",
            ["AzureWebJobsStorage:queueServiceUri"] = "https://shop.queue.core.chinacloudapi.cn",
        });

        Assert.Equal("shop.table.core.chinacloudapi.cn", StorageConnection.Tables(configuration).Uri.Host);
        Assert.Equal("shop.queue.core.chinacloudapi.cn", StorageConnection.Queues(configuration).Uri.Host);
    }

    private static IConfiguration With(Dictionary<string, string?> settings) =>
        new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
}
