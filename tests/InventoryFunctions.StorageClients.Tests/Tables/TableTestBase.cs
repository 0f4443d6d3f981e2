using Azure.Data.Tables;
using InventoryFunctions.Testing;

namespace InventoryFunctions.StorageClients.Tests.Tables;

/// <summary>A table of its own for every test.</summary>
public abstract class TableTestBase(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>, IAsyncLifetime
{
    protected string ConnectionString { get; } = azurite.ConnectionString;

    protected Uri Endpoint { get; } = azurite.Server.TableEndpoint;

    protected TableClient Table { get; } = new(azurite.ConnectionString, AzuriteFixture.NewTableName());

    public Task InitializeAsync() => Table.CreateAsync();

    public Task DisposeAsync() => Table.DeleteAsync();

    /// <summary>Entities of one partition with row keys that sort by number.</summary>
    protected static IEnumerable<TableEntity> Rows(int count, string partitionKey = "p") =>
        Enumerable.Range(0, count).Select(number => new TableEntity(partitionKey, $"r{number:D5}") { ["Number"] = number });

    protected async Task AddAsync(IEnumerable<TableEntity> rows)
    {
        foreach (var chunk in rows.Chunk(100))
        {
            await Table.SubmitTransactionAsync(chunk.Select(row => new TableTransactionAction(TableTransactionActionType.Add, row)));
        }
    }
}
