using Azure;
using Azure.Data.Tables;
using Azure.Data.Tables.Models;
using InventoryFunctions.Testing;
using static Azure.Data.Tables.TableTransactionActionType;

namespace InventoryFunctions.StorageClients.Tests.Tables;

public sealed class TransactionTests(AzuriteFixture azurite) : TableTestBase(azurite)
{
    [Fact]
    public async Task Transaction_OfEveryKind_CommitsAll()
    {
        await AddAsync(Rows(6));
        var read = (await Table.GetEntityAsync<TableEntity>("p", "r00001")).Value;

        var responses = (await Table.SubmitTransactionAsync(
        [
            new(Add, new TableEntity("p", "new") { ["Number"] = 100 }),
            new(UpdateMerge, new TableEntity("p", "r00001") { ["Extra"] = 1 }, read.ETag),
            new(UpdateReplace, new TableEntity("p", "r00002") { ["Extra"] = 2 }, ETag.All),
            new(UpsertMerge, new TableEntity("p", "r00003") { ["Extra"] = 3 }),
            new(UpsertReplace, new TableEntity("p", "r00004") { ["Extra"] = 4 }),
            new(Delete, new TableEntity("p", "r00005")),
        ])).Value;

        Assert.Equal([204, 204, 204, 204, 204, 204], responses.Select(response => response.Status));
        Assert.Equal(await ETagOf("r00001"), responses[1].Headers.ETag);
        Assert.Equal((1, 1), await NumberAndExtraOf("r00001"));
        Assert.Equal((null, 2), await NumberAndExtraOf("r00002"));
        Assert.Equal((3, 3), await NumberAndExtraOf("r00003"));
        Assert.Equal((null, 4), await NumberAndExtraOf("r00004"));
        Assert.False((await Table.GetEntityIfExistsAsync<TableEntity>("p", "r00005")).HasValue);
        Assert.Equal((100, null), await NumberAndExtraOf("new"));
    }

    [Fact]
    public async Task Transaction_Of100_AnswersOneETagEach()
    {
        var responses = (await Table.SubmitTransactionAsync(Rows(100).Select(row => new TableTransactionAction(Add, row)))).Value;

        Assert.Equal(100, responses.Count);
        for (var number = 0; number < 100; number += 33)
        {
            Assert.Equal(await ETagOf($"r{number:D5}"), responses[number].Headers.ETag);
        }
    }

    [Fact]
    public async Task Transaction_OneFails_NamesItAndChangesNothing()
    {
        await AddAsync(Rows(1));

        var failure = await Assert.ThrowsAsync<TableTransactionFailedException>(() => Table.SubmitTransactionAsync(
        [
            new(UpdateMerge, new TableEntity("p", "r00000") { ["Extra"] = 1 }, ETag.All),
            new(Add, new TableEntity("p", "new")),
            new(Add, new TableEntity("p", "new2")),
            new(UpdateMerge, new TableEntity("p", "missing") { ["Extra"] = 1 }, ETag.All),
        ]));

        Assert.Equal(404, failure.Status);
        Assert.Equal(TableErrorCode.ResourceNotFound.ToString(), failure.ErrorCode);
        Assert.Equal(3, failure.FailedTransactionActionIndex);
        Assert.Equal((0, null), await NumberAndExtraOf("r00000"));
        Assert.False((await Table.GetEntityIfExistsAsync<TableEntity>("p", "new")).HasValue);
    }

    [Fact]
    public async Task Transaction_StaleETag_IsRefused()
    {
        await AddAsync(Rows(2));
        var stale = await ETagOf("r00001");
        await Table.UpsertEntityAsync(new TableEntity("p", "r00001") { ["Extra"] = 9 });

        var failure = await Assert.ThrowsAsync<TableTransactionFailedException>(() => Table.SubmitTransactionAsync(
        [
            new(UpdateMerge, new TableEntity("p", "r00000") { ["Extra"] = 1 }, ETag.All),
            new(UpdateMerge, new TableEntity("p", "r00001") { ["Extra"] = 1 }, stale),
        ]));

        Assert.Equal(412, failure.Status);
        Assert.Equal(TableErrorCode.UpdateConditionNotSatisfied.ToString(), failure.ErrorCode);
        Assert.Equal(1, failure.FailedTransactionActionIndex);
        Assert.Equal((0, null), await NumberAndExtraOf("r00000"));
    }

    [Fact]
    public async Task Transaction_AddThatExists_Conflicts()
    {
        await AddAsync(Rows(1));

        var failure = await Assert.ThrowsAsync<TableTransactionFailedException>(() => Table.SubmitTransactionAsync(
            [new(Add, new TableEntity("p", "new")), new(Add, new TableEntity("p", "r00000"))]));

        Assert.Equal(409, failure.Status);
        Assert.Equal(1, failure.FailedTransactionActionIndex);
    }

    [Fact]
    public Task Transaction_Empty_IsRefused() =>
        Assert.ThrowsAsync<InvalidOperationException>(() => Table.SubmitTransactionAsync([]));

    private async Task<ETag> ETagOf(string rowKey) => (await Table.GetEntityAsync<TableEntity>("p", rowKey)).Value.ETag;

    private async Task<(int? Number, int? Extra)> NumberAndExtraOf(string rowKey)
    {
        var row = (await Table.GetEntityAsync<TableEntity>("p", rowKey)).Value;
        return (row.GetInt32("Number"), row.GetInt32("Extra"));
    }
}
