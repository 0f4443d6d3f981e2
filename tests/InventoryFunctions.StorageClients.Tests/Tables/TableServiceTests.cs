using Azure;
using Azure.Data.Tables;
using Azure.Data.Tables.Models;
using InventoryFunctions.Testing;

namespace InventoryFunctions.StorageClients.Tests.Tables;

public sealed class TableServiceTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private readonly TableServiceClient service = new(azurite.ConnectionString);
    private readonly string name = AzuriteFixture.NewTableName();

    [Fact]
    public async Task CreateTable_ThatExists_Conflicts()
    {
        await service.CreateTableAsync(name);

        var failure = await Assert.ThrowsAsync<RequestFailedException>(() => service.CreateTableAsync(name));

        Assert.Equal(409, failure.Status);
        Assert.Equal(TableErrorCode.TableAlreadyExists.ToString(), failure.ErrorCode);
    }

    [Fact]
    public async Task CreateTableIfNotExists_Twice_Succeeds()
    {
        await service.CreateTableIfNotExistsAsync(name);
        await service.CreateTableIfNotExistsAsync(name);
        await service.GetTableClient(name).CreateIfNotExistsAsync();

        Assert.Equal(204, (await service.GetTableClient(name).AddEntityAsync(new TableEntity("p", "r"))).Status);
    }

    [Fact]
    public async Task DeleteTable_RemovesIt()
    {
        await service.CreateTableAsync(name);

        await service.DeleteTableAsync(name);

        Assert.Empty(await ListAsync(TableServiceClient.CreateQueryFilter($"TableName eq {name}")));
    }

    [Fact]
    public async Task DeleteTable_Missing_AnswersNotFoundWithoutThrowing() => Assert.Equal(404, (await service.DeleteTableAsync(name)).Status);

    [Fact]
    public async Task Query_Tables_ListsThemInPages()
    {
        var names = Enumerable.Range(0, 5).Select(number => $"{name}x{number}").ToArray();
        foreach (var table in names)
        {
            await service.CreateTableAsync(table);
        }

        var found = new List<string>();
        await foreach (var page in service.QueryAsync(maxPerPage: 2).AsPages())
        {
            Assert.InRange(page.Values.Count, 0, 2);
            found.AddRange(page.Values.Select(table => table.Name));
        }

        Assert.Equal(names, found.Where(table => table.StartsWith(name, StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        Assert.Contains(names[3], await ListAsync(null));
    }

    [Fact]
    public async Task Client_FromEndpointAndKey_ReachesTheSameTable()
    {
        await service.CreateTableAsync(name);
        var key = azurite.ConnectionString.Split("AccountKey=")[1].Split(';')[0];
        var table = new TableServiceClient(azurite.Server.TableEndpoint, new TableSharedKeyCredential("devstoreaccount1", key)).GetTableClient(name);

        await table.AddEntityAsync(new TableEntity("p", "r"));

        Assert.Equal("r", (await service.GetTableClient(name).GetEntityAsync<TableEntity>("p", "r")).Value.RowKey);
        Assert.Equal((name, "devstoreaccount1"), (table.Name, table.AccountName));
    }

    [Fact]
    public void Client_FromDevelopmentStorage_UsesTheWellKnownEndpoint()
    {
        var local = new TableServiceClient("UseDevelopmentStorage=true");

        Assert.Equal("devstoreaccount1", local.AccountName);
        Assert.Equal("http://127.0.0.1:10002/devstoreaccount1", local.Uri.AbsoluteUri.TrimEnd('/'));
    }

    [Fact]
    public void Client_FromAccountNameAndKey_UsesTheAccountsEndpoint()
    {
        var account = new TableServiceClient("DefaultEndpointsProtocol=https;AccountName=shop;AccountKey=a2V5;EndpointSuffix=core.windows.net");

        Assert.Equal("shop", account.AccountName);
        Assert.Equal("https://shop.table.core.windows.net/", account.Uri.AbsoluteUri);
    }

    private async Task<List<string>> ListAsync(string? filter)
    {
        var names = new List<string>();
        await foreach (var table in service.QueryAsync(filter))
        {
            names.Add(table.Name);
        }

        return names;
    }
}
