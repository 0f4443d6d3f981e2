using Azure;
using Azure.Core;
using Azure.Storage;
using Azure.Storage.Queues;
using InventoryFunctions.Testing;

namespace InventoryFunctions.StorageClients.Tests.Queues;

/// <summary>Credentials and retries, watched from the network's side.</summary>
public sealed class QueuePipelineTests
{
    private const string Nothing = "<?xml version=\"1.0\" encoding=\"utf-8\"?><QueueMessagesList />";

    [Fact]
    public async Task TokenCredential_OverHttps_SendsTheTokenForStorage()
    {
        var service = new StubService(new StubAnswer(200, Nothing, "application/xml"));
        var credential = new StubCredential();
        var queue = new QueueServiceClient(new Uri("https://account.queue.core.windows.net"), credential, Options(service)).GetQueueClient("orders");

        Assert.Empty((await queue.ReceiveMessagesAsync()).Value);

        Assert.Equal($"Bearer {StubCredential.Token}", Assert.Single(service.Requests).Headers["Authorization"]);
        Assert.Equal(["https://storage.azure.com/.default"], credential.Scopes.Distinct());
    }

    [Fact]
    public void TokenCredential_OverPlainHttp_IsRefused() => Assert.Throws<ArgumentException>(
        () => new QueueServiceClient(new Uri("http://127.0.0.1:10001/account"), new StubCredential()));

    [Theory]
    [InlineData(500)]
    [InlineData(503)]
    public async Task Request_FailsTwice_IsRetriedAndSignedEachTime(int status)
    {
        var service = new StubService(new StubAnswer(status), new StubAnswer(status), new StubAnswer(200, Nothing, "application/xml"));

        Assert.Empty((await Queue(service).ReceiveMessagesAsync()).Value);

        Assert.Equal(3, service.Requests.Count);
        Assert.All(service.Requests, request => Assert.StartsWith("SharedKey account:", request.Headers["Authorization"], StringComparison.Ordinal));
    }

    [Fact]
    public async Task Request_KeepsFailing_GivesUpWithTheServicesStatus()
    {
        var service = new StubService(new StubAnswer(503));

        var failure = await Assert.ThrowsAsync<RequestFailedException>(() => Queue(service).SendMessageAsync("hello"));

        Assert.Equal(503, failure.Status);
        Assert.Equal(4, service.Requests.Count);
    }

    private static QueueClient Queue(StubService service) => new(
        new Uri("https://account.queue.core.windows.net/orders"), new StorageSharedKeyCredential("account", "a2V5"), Options(service));

    private static QueueClientOptions Options(StubService service) => new()
    {
        Transport = service.AsTransport(),
        Retry = { MaxRetries = 3, Mode = RetryMode.Fixed, Delay = TimeSpan.FromMilliseconds(1) },
    };
}
