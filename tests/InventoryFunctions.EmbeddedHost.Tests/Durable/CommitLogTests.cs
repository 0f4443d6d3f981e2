using Azure.Data.Tables;
using InventoryFunctions.EmbeddedHost.Durable.Storage;
using InventoryFunctions.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace InventoryFunctions.EmbeddedHost.Tests.Durable;

public sealed class CommitLogTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    // The transaction of an append has at most three rows.
    private const int WrittenBeforeTheRead = 3;

    [Fact]
    public async Task CommitThatAnotherHostIsStillWriting_WhenTheFenceCollides_IsReadWhole()
    {
        var table = new TableServiceClient(azurite.ConnectionString).GetTableClient($"C{Guid.NewGuid():N}");
        await table.CreateAsync();
        var (dying, next) = (Log(table), Log(table));
        var large = new byte[4_000_000];
        new Random(7).NextBytes(large);
        string[] purged = ["small", Convert.ToBase64String(large)];
        await dying.AppendAsync([new LogRecord { Purged = [purged[0]] }], CancellationToken.None);
        await dying.AppendAsync([new LogRecord { Purged = [purged[1]] }], CancellationToken.None);
        var rows = await table.QueryAsync<TableEntity>().ToListAsync();
        var late = rows.Skip(1 + WrittenBeforeTheRead).ToList();
        Assert.NotEmpty(late);
        foreach (var row in late)
        {
            await table.DeleteEntityAsync(row.PartitionKey, row.RowKey);
        }

        var before = await next.ReadAsync(CancellationToken.None).ToListAsync();
        foreach (var row in late)
        {
            await table.AddEntityAsync(row);
        }

        var fencedAtOnce = await next.TryFenceAsync("next", null, CancellationToken.None);
        var after = await next.ReadAsync(CancellationToken.None).ToListAsync();

        Assert.Equal([purged[0]], before.SelectMany(commit => commit.Records).SelectMany(record => record.Purged!));
        Assert.False(fencedAtOnce);
        Assert.Equal([purged[1]], after.SelectMany(commit => commit.Records).SelectMany(record => record.Purged!));
        Assert.Equal(1, Assert.Single(after).Sequence);
        Assert.True(await next.TryFenceAsync("next", null, CancellationToken.None));
        Assert.Equal(rows.Count + 1, await table.QueryAsync<TableEntity>().CountAsync());
    }

    private static CommitLog Log(TableClient table) => new(table, "test", TimeProvider.System, NullLogger.Instance);
}
