using System.Net;
using System.Net.Sockets;
using Azure.Core;
using Azure.Data.Tables;
using Azure.Storage.Queues;
using InventoryFunctions.Api;
using InventoryFunctions.Storage;
using InventoryFunctions.Tests.Api;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;

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

    [Fact]
    public void Options_OfEveryClient_HaveTheTimeOutOfStorage()
    {
        Assert.Equal(StorageConnection.NetworkTimeout, StorageConnection.TableOptions().Retry.NetworkTimeout);
        Assert.Equal(StorageConnection.NetworkTimeout, StorageConnection.QueueOptions().Retry.NetworkTimeout);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task Request_StorageAcceptsAndNeverAnswers_Is503AfterTheTimeOut(int retries)
    {
        using TcpListener mute = new(IPAddress.Loopback, 0);
        mute.Start();
        string account = $"DefaultEndpointsProtocol=http;AccountName=mute;AccountKey=MTIz;TableEndpoint=http://{mute.LocalEndpoint}/mute;QueueEndpoint=http://{mute.LocalEndpoint}/mute";
        TableServiceClient tables = new(account, Impatient(StorageConnection.TableOptions(), retries));
        QueueServiceClient queues = new(account, Impatient(StorageConnection.QueueOptions(), retries));

        Assert.Equal((503, "5"), await AnswerAsync(cancellation => tables.GetTableClient("Inventory").GetEntityIfExistsAsync<TableEntity>("p", "r", cancellationToken: cancellation)));
        Assert.Equal((503, "5"), await AnswerAsync(async cancellation => await tables.GetTableClient("Inventory").QueryAsync<TableEntity>(cancellationToken: cancellation).ToListAsync(cancellation)));
        Assert.Equal((503, "5"), await AnswerAsync(cancellation => queues.GetQueueClient("orders").SendMessageAsync("text", cancellation)));
    }

    private static T Impatient<T>(T options, int retries)
        where T : ClientOptions
    {
        options.Retry.NetworkTimeout = TimeSpan.FromMilliseconds(200);
        options.Retry.MaxRetries = retries;
        options.Retry.Delay = TimeSpan.FromMilliseconds(1);
        return options;
    }

    private static async Task<(int Status, string? RetryAfter)> AnswerAsync(Func<CancellationToken, Task> work)
    {
        IActionResult result = await new ApiEndpoint(NullLogger<ApiEndpoint>.Instance).RunAsync(Requests.Get("/api/things"), async cancellation =>
        {
            await work(cancellation);
            return ApiResult.Ok("answered");
        });
        (HttpResponse response, _) = await Requests.AnswerAsync(result);
        return (response.StatusCode, response.Headers.RetryAfter);
    }

    private static IConfiguration With(Dictionary<string, string?> settings) =>
        new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
}
