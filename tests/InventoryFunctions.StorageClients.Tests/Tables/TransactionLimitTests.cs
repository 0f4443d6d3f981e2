using System.Reflection;
using Azure;
using Azure.Data.Tables;
using static Azure.Data.Tables.TableTransactionActionType;

namespace InventoryFunctions.StorageClients.Tests.Tables;

/// <summary>
/// What Azure refuses. Azurite accepts some of it, so the service here answers as Azure does: our client never asks it,
/// Microsoft's client checks nothing itself and passes the answer on. Either way the caller sees the same.
/// </summary>
public sealed class TransactionLimitTests
{
    private static readonly bool IsAirGapped = typeof(TransactionLimitTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Any(metadata => metadata is { Key: "AirGapped", Value: "true" });

    [Fact]
    public Task Transaction_AcrossPartitions_IsRefused() => AssertRefused(
        400,
        "CommandsInBatchActOnDifferentPartitions",
        1,
        [new(Add, new TableEntity("p", "1")), new(Add, new TableEntity("q", "1"))]);

    [Fact]
    public Task Transaction_Over100Operations_IsRefused() => AssertRefused(
        400,
        "InvalidInput",
        100,
        [.. Enumerable.Range(0, 101).Select(number => new TableTransactionAction(Add, new TableEntity("p", $"{number}")))]);

    [Fact]
    public Task Transaction_SameEntityTwice_IsRefused() => AssertRefused(
        400,
        "InvalidDuplicateRow",
        2,
        [new(Add, new TableEntity("p", "1")), new(Add, new TableEntity("p", "2")), new(UpsertMerge, new TableEntity("p", "1"))]);

    [Fact]
    public Task Transaction_Over4MiB_IsRefused() => AssertRefused(
        413,
        "RequestBodyTooLarge",
        null,
        [.. Enumerable.Range(0, 70).Select(number => new TableTransactionAction(Add, new TableEntity("p", $"{number}") { ["Text"] = new string('x', 60_000) }))]);

    private static async Task AssertRefused(int status, string code, int? index, TableTransactionAction[] actions)
    {
        var service = new StubService(AnswerOfAzure(status, code, index));
        var table = new TableClient(
            new Uri("https://account.table.core.windows.net"), "parts", new TableSharedKeyCredential("account", "a2V5"),
            new TableClientOptions { Transport = service.AsTransport() });

        var failure = await Assert.ThrowsAnyAsync<RequestFailedException>(() => table.SubmitTransactionAsync(actions));

        Assert.Equal(status, failure.Status);
        Assert.Equal(code, failure.ErrorCode);
        Assert.Equal(index, (failure as TableTransactionFailedException)?.FailedTransactionActionIndex);
        Assert.Equal(IsAirGapped ? 0 : 1, service.Requests.Count);
    }

    private static StubAnswer AnswerOfAzure(int status, string code, int? index)
    {
        var message = index is null ? "Refused." : $"{index}:Refused.";
        var error = $$"""{"odata.error":{"code":"{{code}}","message":{"lang":"en-US","value":"{{message}}"} } }""";
        return index is null ? new StubAnswer(status, error) : new StubAnswer(202, string.Join("\r\n",
            "--batchresponse_1", "Content-Type: multipart/mixed; boundary=changesetresponse_2", "",
            "--changesetresponse_2", "Content-Type: application/http", "Content-Transfer-Encoding: binary", "",
            $"HTTP/1.1 {status} Bad Request", "Content-Type: application/json", "", error,
            "--changesetresponse_2--", "--batchresponse_1--", ""), "multipart/mixed; boundary=batchresponse_1");
    }
}
