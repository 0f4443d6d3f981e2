using Azure.Data.Tables;
using InventoryFunctions.ChangeFeed;
using InventoryFunctions.Domain.Inventory;
using InventoryFunctions.Domain.Recovery;
using InventoryFunctions.Recovery;
using InventoryFunctions.Storage;
using InventoryFunctions.Testing;
using InventoryFunctions.Tests.Importing;

namespace InventoryFunctions.Tests.Recovery;

/// <summary>What the change feed set aside is recorded like everything else.</summary>
public sealed class SetAsideRecordTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    [Fact]
    public async Task History_ChangeWasSetAside_ShowsItOnce()
    {
        await using ImportApp app = await ImportApp.StartAsync(azurite);
        await RestoreRun.PutAsync(app, new InventoryItem { ItemId = "tv", Stock = 1 });
        await RestoreRun.PutAsync(app, new InventoryItem { ItemId = "tv", Stock = 2 });
        await SetAsideAsync(app, "tv");
        await RestoreRun.PutAsync(app, new InventoryItem { ItemId = "tv", Stock = 3 });
        await SpoilAsync(app, "nonsense");

        ListPage<HistoryEntry> history = await app.Get<ItemHistory>().ReadAsync("tv", 10, null, CancellationToken.None);

        Assert.Equal([3, 2, 1], history.Items.Select(entry => entry.Version));
    }

    [Fact]
    [Trait("Parity", "A10")]
    public async Task Restore_ChangeWasSetAside_IsUndoneLikeAnother()
    {
        await using ImportApp app = await ImportApp.StartAsync(azurite);
        await RestoreRun.PutAsync(app, new InventoryItem { ItemId = "tv", Stock = 1 });
        DateTimeOffset asOf = app.Clock.GetUtcNow();
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        await RestoreRun.PutAsync(app, new InventoryItem { ItemId = "tv", Stock = 2 });
        await SetAsideAsync(app, "tv");
        await RestoreRun.PutAsync(app, new InventoryItem { ItemId = "tv", Stock = 3 });

        RestoreCounts counts = await RestoreRun.ToAsync(app, asOf);

        Assert.Equal((1L, 0L), (counts.Changed, counts.Failed));
        Assert.Equal(1, (await app.FindAsync("tv"))?.Stock);
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("0199a5a5a5a57000a000000000000000")]
    public async Task Restore_ChangeThatCannotBeReadWasSetAside_SaysThatItIsNotUndone(string key)
    {
        await using ImportApp app = await ImportApp.StartAsync(azurite);
        DateTimeOffset asOf = DateTimeOffset.UnixEpoch.AddYears(50);
        await SpoilAsync(app, key);

        RestoreCounts counts = await RestoreRun.ToAsync(app, asOf);

        Assert.Equal(1, counts.Failed);
    }

    /// <summary>Sets every change of the item's shard aside that waits.</summary>
    private static async Task SetAsideAsync(ImportApp app, string itemId)
    {
        TableClient table = app.Tables.GetTableClient(InventoryStore.TableName);
        await foreach (TableEntity row in table.QueryAsync<TableEntity>(ItemFilters.Changes(app.Store.ShardOf(itemId), null)))
        {
            Assert.True(await new ChangeRows(table).TryMoveAsync(
                row, SetAsideChange.KeyOf(row.RowKey), new Dictionary<string, object?> { [SetAsideChange.Reason] = "test" }, CancellationToken.None));
        }
    }

    private static async Task SpoilAsync(ImportApp app, string key) => await app.Tables.GetTableClient(InventoryStore.TableName).AddEntityAsync(
        new TableEntity(InventoryKeys.Partition(app.Store.ShardOf("tv")), InventoryKeys.SetAsidePrefix + key) { ["Data0"] = new byte[] { 9, 9, 9 } });
}
