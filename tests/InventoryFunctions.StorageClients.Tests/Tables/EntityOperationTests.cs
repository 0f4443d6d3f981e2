using Azure;
using Azure.Data.Tables;
using Azure.Data.Tables.Models;
using InventoryFunctions.Testing;

namespace InventoryFunctions.StorageClients.Tests.Tables;

public sealed class EntityOperationTests(AzuriteFixture azurite) : TableTestBase(azurite)
{
    [Fact]
    public async Task AddEntity_New_AnswersItsETag()
    {
        var response = await Table.AddEntityAsync(new TableEntity("p", "r") { ["Name"] = "bolt" });

        var stored = (await Table.GetEntityAsync<TableEntity>("p", "r")).Value;
        Assert.Equal(204, response.Status);
        Assert.Equal(stored.ETag, response.Headers.ETag);
        Assert.Equal("bolt", stored.GetString("Name"));
        Assert.NotNull(stored.Timestamp);
    }

    [Fact]
    public async Task AddEntity_ThatExists_Conflicts()
    {
        await Table.AddEntityAsync(new TableEntity("p", "r"));

        var failure = await Assert.ThrowsAsync<RequestFailedException>(() => Table.AddEntityAsync(new TableEntity("p", "r")));

        Assert.Equal(409, failure.Status);
        Assert.Equal(TableErrorCode.EntityAlreadyExists.ToString(), failure.ErrorCode);
    }

    [Fact]
    public async Task GetEntity_Missing_IsNotFound()
    {
        var failure = await Assert.ThrowsAsync<RequestFailedException>(() => Table.GetEntityAsync<TableEntity>("p", "r"));

        Assert.Equal(404, failure.Status);
        Assert.Equal(TableErrorCode.ResourceNotFound.ToString(), failure.ErrorCode);
    }

    [Fact]
    public async Task GetEntityIfExists_Missing_HasNoValue()
    {
        var answer = await Table.GetEntityIfExistsAsync<TableEntity>("p", "r");

        Assert.False(answer.HasValue);
        Assert.Equal(404, answer.GetRawResponse().Status);
    }

    [Fact]
    public async Task GetEntityIfExists_Present_HasValue()
    {
        await Table.AddEntityAsync(new TableEntity("p", "r") { ["Name"] = "bolt" });

        var answer = await Table.GetEntityIfExistsAsync<TableEntity>("p", "r");

        Assert.True(answer.HasValue);
        Assert.Equal("bolt", answer.Value!["Name"]);
    }

    [Fact]
    public async Task GetEntity_Select_LeavesOutTheRest()
    {
        await Table.AddEntityAsync(new TableEntity("p", "r") { ["Name"] = "bolt", ["Stock"] = 3 });

        var entity = (await Table.GetEntityAsync<TableEntity>("p", "r", ["Stock"])).Value;

        Assert.Equal(3, entity.GetInt32("Stock"));
        Assert.False(entity.ContainsKey("Name"));
    }

    [Fact]
    public async Task UpdateEntity_ByDefault_Merges()
    {
        await Table.AddEntityAsync(new TableEntity("p", "r") { ["Name"] = "bolt", ["Stock"] = 3 });

        var response = await Table.UpdateEntityAsync(new TableEntity("p", "r") { ["Stock"] = 4 }, ETag.All);

        var entity = (await Table.GetEntityAsync<TableEntity>("p", "r")).Value;
        Assert.Equal("bolt", entity.GetString("Name"));
        Assert.Equal(4, entity.GetInt32("Stock"));
        Assert.Equal(entity.ETag, response.Headers.ETag);
    }

    [Fact]
    public async Task UpdateEntity_Replace_DropsWhatIsNotSent()
    {
        await Table.AddEntityAsync(new TableEntity("p", "r") { ["Name"] = "bolt", ["Stock"] = 3 });

        await Table.UpdateEntityAsync(new TableEntity("p", "r") { ["Stock"] = 4 }, ETag.All, TableUpdateMode.Replace);

        var entity = (await Table.GetEntityAsync<TableEntity>("p", "r")).Value;
        Assert.False(entity.ContainsKey("Name"));
        Assert.Equal(4, entity.GetInt32("Stock"));
    }

    [Fact]
    public async Task UpdateEntity_StaleETag_IsRefused()
    {
        await Table.AddEntityAsync(new TableEntity("p", "r") { ["Stock"] = 1 });
        var read = (await Table.GetEntityAsync<TableEntity>("p", "r")).Value;
        await Table.UpdateEntityAsync(new TableEntity("p", "r") { ["Stock"] = 2 }, read.ETag);

        read["Stock"] = 3;
        var failure = await Assert.ThrowsAsync<RequestFailedException>(() => Table.UpdateEntityAsync(read, read.ETag));

        Assert.Equal(412, failure.Status);
        Assert.Equal(TableErrorCode.UpdateConditionNotSatisfied.ToString(), failure.ErrorCode);
        Assert.Equal(2, (await Table.GetEntityAsync<TableEntity>("p", "r")).Value.GetInt32("Stock"));
    }

    [Fact]
    public async Task UpdateEntity_Missing_IsNotFound()
    {
        var failure = await Assert.ThrowsAsync<RequestFailedException>(() => Table.UpdateEntityAsync(new TableEntity("p", "r"), ETag.All));

        Assert.Equal(404, failure.Status);
    }

    [Fact]
    public Task UpdateEntity_WithoutETag_IsRefused() =>
        Assert.ThrowsAnyAsync<ArgumentException>(() => Table.UpdateEntityAsync(new TableEntity("p", "r"), default));

    [Theory]
    [InlineData(TableUpdateMode.Merge, true)]
    [InlineData(TableUpdateMode.Replace, false)]
    public async Task UpsertEntity_InsertsThenUpdates(TableUpdateMode mode, bool keepsName)
    {
        await Table.UpsertEntityAsync(new TableEntity("p", "r") { ["Name"] = "bolt" }, mode);
        await Table.UpsertEntityAsync(new TableEntity("p", "r") { ["Stock"] = 7 }, mode);

        var entity = (await Table.GetEntityAsync<TableEntity>("p", "r")).Value;
        Assert.Equal(7, entity.GetInt32("Stock"));
        Assert.Equal(keepsName, entity.ContainsKey("Name"));
    }

    [Fact]
    public async Task DeleteEntity_Present_RemovesIt()
    {
        await Table.AddEntityAsync(new TableEntity("p", "r"));

        var response = await Table.DeleteEntityAsync("p", "r");

        Assert.Equal(204, response.Status);
        Assert.False((await Table.GetEntityIfExistsAsync<TableEntity>("p", "r")).HasValue);
    }

    [Fact]
    public async Task DeleteEntity_Missing_AnswersNotFoundWithoutThrowing() =>
        Assert.Equal(404, (await Table.DeleteEntityAsync("p", "r")).Status);

    [Fact]
    public async Task DeleteEntity_StaleETag_IsRefused()
    {
        await Table.AddEntityAsync(new TableEntity("p", "r"));
        var read = (await Table.GetEntityAsync<TableEntity>("p", "r")).Value;
        await Table.UpsertEntityAsync(new TableEntity("p", "r") { ["Stock"] = 2 });

        var failure = await Assert.ThrowsAsync<RequestFailedException>(() => Table.DeleteEntityAsync(read, read.ETag));

        Assert.Equal(412, failure.Status);
    }

    [Fact]
    public async Task Entity_InMissingTable_IsNotFound()
    {
        var missing = new TableClient(ConnectionString, AzuriteFixture.NewTableName());

        var failure = await Assert.ThrowsAsync<RequestFailedException>(() => missing.AddEntityAsync(new TableEntity("p", "r")));

        Assert.Equal(404, failure.Status);
        Assert.Equal(TableErrorCode.TableNotFound.ToString(), failure.ErrorCode);
    }
}
