using Azure;
using Azure.Core;
using Azure.Data.Tables;
using InventoryFunctions.Testing;

namespace InventoryFunctions.StorageClients.Tests.Tables;

/// <summary>Credentials and retries, watched from the network's side.</summary>
public sealed class TablePipelineTests
{
    private const string Entity = """{"PartitionKey":"p","RowKey":"r","Stock":3}""";

    [Fact]
    public async Task TokenCredential_OverHttps_SendsTheTokenForStorage()
    {
        var service = new StubService(new StubAnswer(200, Entity));
        var credential = new StubCredential();
        var table = new TableServiceClient(new Uri("https://account.table.core.windows.net"), credential, Options(service)).GetTableClient("parts");

        var entity = (await table.GetEntityAsync<TableEntity>("p", "r")).Value;

        Assert.Equal(3, entity.GetInt32("Stock"));
        Assert.Equal($"Bearer {StubCredential.Token}", Assert.Single(service.Requests).Headers["Authorization"]);
        Assert.Equal(["https://storage.azure.com/.default"], credential.Scopes.Distinct());
    }

    [Fact]
    public async Task TokenCredential_OverPlainHttp_NeverLeavesTheProcess()
    {
        var service = new StubService(new StubAnswer(200, Entity));

        await Assert.ThrowsAnyAsync<Exception>(() => new TableServiceClient(new Uri("http://127.0.0.1:10002/account"), new StubCredential(), Options(service))
            .GetTableClient("parts").GetEntityAsync<TableEntity>("p", "r"));

        Assert.Empty(service.Requests);
    }

    [Theory]
    [InlineData(500)]
    [InlineData(503)]
    [Trait("Parity", "A19")]
    public async Task Request_FailsTwice_IsRetriedAndSignedEachTime(int status)
    {
        var service = new StubService(new StubAnswer(status), new StubAnswer(status), new StubAnswer(200, Entity));

        var entity = (await Table(service).GetEntityAsync<TableEntity>("p", "r")).Value;

        Assert.Equal(3, entity.GetInt32("Stock"));
        Assert.Equal(3, service.Requests.Count);
        Assert.All(service.Requests, request => Assert.StartsWith("SharedKeyLite account:", request.Headers["Authorization"], StringComparison.Ordinal));
    }

    [Fact]
    public async Task Transaction_FailsOnce_IsSentAgainUnchanged()
    {
        var service = new StubService(
            new StubAnswer(503),
            new StubAnswer(202, "--batchresponse_1\r\nContent-Type: multipart/mixed; boundary=changesetresponse_2\r\n\r\n--changesetresponse_2\r\nContent-Type: application/http\r\nContent-Transfer-Encoding: binary\r\n\r\nHTTP/1.1 204 No Content\r\nETag: W/\"1\"\r\n\r\n\r\n--changesetresponse_2--\r\n--batchresponse_1--\r\n", "multipart/mixed; boundary=batchresponse_1"));

        var responses = (await Table(service).SubmitTransactionAsync(
            [new TableTransactionAction(TableTransactionActionType.Add, new TableEntity("p", "r") { ["Stock"] = 3 })])).Value;

        Assert.Equal(204, Assert.Single(responses).Status);
        Assert.Equal(2, service.Requests.Count);
        Assert.Contains("\"Stock\":3", service.Requests[0].Body, StringComparison.Ordinal);
        Assert.Equal(service.Requests[0].Body, service.Requests[1].Body);
    }

    [Fact]
    public async Task Request_KeepsFailing_GivesUpWithTheServicesStatus()
    {
        var service = new StubService(new StubAnswer(503));

        var failure = await Assert.ThrowsAsync<RequestFailedException>(() => Table(service).GetEntityAsync<TableEntity>("p", "r"));

        Assert.Equal(503, failure.Status);
        Assert.Equal(4, service.Requests.Count);
    }

    [Fact]
    public async Task Request_Refused_IsNotRetried()
    {
        var service = new StubService(new StubAnswer(400, """{"odata.error":{"code":"InvalidInput","message":{"lang":"en-US","value":"No."}}}"""));

        var failure = await Assert.ThrowsAsync<RequestFailedException>(() => Table(service).AddEntityAsync(new TableEntity("p", "r")));

        Assert.Equal("InvalidInput", failure.ErrorCode);
        Assert.Single(service.Requests);
    }

    private static TableClient Table(StubService service) => new(
        new Uri("https://account.table.core.windows.net"), "parts", new TableSharedKeyCredential("account", "a2V5"), Options(service));

    private static TableClientOptions Options(StubService service) => new()
    {
        Transport = service.AsTransport(),
        Retry = { MaxRetries = 3, Mode = RetryMode.Fixed, Delay = TimeSpan.FromMilliseconds(1) },
    };
}
