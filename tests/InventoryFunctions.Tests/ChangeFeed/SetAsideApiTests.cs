using System.Net;
using System.Text.Json;
using Azure.Data.Tables;
using Azure.Storage.Queues;
using InventoryFunctions.ChangeFeed;
using InventoryFunctions.Domain.Changes;
using InventoryFunctions.Domain.Inventory;
using InventoryFunctions.Events;
using InventoryFunctions.Storage;
using InventoryFunctions.Testing;
using InventoryFunctions.Tests.Orders;

namespace InventoryFunctions.Tests.ChangeFeed;

public sealed class SetAsideApiTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    [Fact]
    public async Task Redrive_OfTheChangeFeed_PutsBackWhatCanBeProcessedAndSetsTheRestAsideAgain()
    {
        await using RunningOrders app = await RunningOrders.StartAsync(azurite);
        TableClient table = app.Get<TableServiceClient>().GetTableClient(InventoryStore.TableName);
        string partition = InventoryKeys.Partition(7);
        Guid sound = await AddSetAsideAsync(table, partition);
        await table.AddEntityAsync(new TableEntity(partition, InventoryKeys.SetAsidePrefix + "nonsense") { ["Data0"] = new byte[] { 9, 9, 9 } });

        IReadOnlyList<JsonElement> listed = await ListAsync(app);

        Assert.Equal([$"s007:{sound:N}", "s007:nonsense"], listed.Select(each => each.GetProperty("id").GetString()).Order(StringComparer.Ordinal));
        Assert.Equal(
            ("test", 5), (listed[0].GetProperty("reason").GetString(), listed[0].GetProperty("attempts").GetInt32()));
        Assert.Contains("\"tv\"", listed[0].GetProperty("body").GetString(), StringComparison.Ordinal);

        (HttpStatusCode status, JsonElement answer) = await app.PostAsync("poison/change-feed/redrive");

        Assert.Equal((HttpStatusCode.OK, 2, 0), (status, answer.GetProperty("redriven").GetInt32(), answer.GetProperty("remaining").GetInt32()));
        await Eventually.HoldsAsync(
            async () => (await ListAsync(app)) is [var kept] && kept.GetProperty("reason").GetString()!.StartsWith("InvalidDataException", StringComparison.Ordinal),
            "the one that can't be read is set aside again, with its reason");
        await Eventually.HoldsAsync(async () => await IsJournaledAsync(app, sound), "the other one is processed");
        await Eventually.HoldsAsync(
            async () => (await app.Store.ReadChangesAsync(7, null, 10, CancellationToken.None)).Count == 0, "and leaves the feed");
    }

    [Theory]
    [InlineData("garbage")]
    [InlineData("{\"shards\":[64]}")]
    [Trait("Parity", "B7")]
    public async Task Message_ThatNamesNoShards_IsKeptWithTheReason(string message)
    {
        await using RunningOrders app = await RunningOrders.StartAsync(azurite);
        TableClient table = app.Get<TableServiceClient>().GetTableClient(InventoryStore.TableName);
        Guid aside = await AddSetAsideAsync(table, InventoryKeys.Partition(7));

        await app.Queues.GetQueueClient(QueueNames.ChangeFeed).SendMessageAsync(message);

        await Eventually.HoldsAsync(async () => (await ListAsync(app)).Count == 2, "it is listed after what was set aside");
        JsonElement kept = (await ListAsync(app))[1];
        Assert.Equal(
            (message, "message must be the shards whose changes wait, such as {\"shards\":[7,12]}, each from 0 to 63"),
            (kept.GetProperty("body").GetString(), kept.GetProperty("reason").GetString()));
        QueueClient poison = app.Queues.GetQueueClient(QueueNames.PoisonOf(QueueNames.ChangeFeed));
        await Eventually.HoldsAsync(
            async () => await poison.ExistsAsync() && (await poison.PeekMessagesAsync(2)).Value is [var only] && only.Body.ToString() == message,
            "the message lies in the poison queue");

        // Page by page: each once, and an end.
        (_, JsonElement first) = await app.GetAsync("poison/change-feed?pageSize=1");
        (_, JsonElement second) = await app.GetAsync($"poison/change-feed?pageSize=1&continuation={Uri.EscapeDataString(first.GetProperty("continuation").GetString()!)}");
        Assert.Equal($"s007:{aside:N}", Assert.Single(first.GetProperty("items").EnumerateArray()).GetProperty("id").GetString());
        Assert.Equal(kept.GetProperty("id").GetString(), Assert.Single(second.GetProperty("items").EnumerateArray()).GetProperty("id").GetString());
        Assert.Equal(JsonValueKind.Null, second.GetProperty("continuation").ValueKind);
    }

    private static async Task<Guid> AddSetAsideAsync(TableClient table, string partition)
    {
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        InventoryItem item = new() { ItemId = "tv", Stock = 100, Version = 1, LastUpdated = now };
        ChangeSet set = new(Guid.CreateVersion7(now), now, new ChangeCause(ChangeCauseKind.Request, "test"), [new ItemChange(null, item)]);
        TableEntity row = ChangeRow.Write(partition, set, TableLimits.Azure)!;
        row.RowKey = SetAsideChange.KeyOf(row.RowKey);
        foreach ((string property, object? value) in SetAsideChange.Properties(new ChangeFailure("test", 5, now, now)))
        {
            row[property] = value;
        }

        await table.AddEntityAsync(row);
        return set.Id;
    }

    private static async Task<IReadOnlyList<JsonElement>> ListAsync(RunningOrders app)
    {
        (HttpStatusCode status, JsonElement body) = await app.GetAsync("poison/change-feed");
        Assert.Equal(HttpStatusCode.OK, status);
        return [.. body.GetProperty("items").EnumerateArray()];
    }

    private static async Task<bool> IsJournaledAsync(RunningOrders app, Guid changeId)
    {
        await foreach (JournalEntry entry in app.Get<InventoryJournal>().ReadAsync(7, DateTimeOffset.UnixEpoch, DateOnly.MaxValue, CancellationToken.None))
        {
            if (entry.Id == changeId)
            {
                return true;
            }
        }

        return false;
    }
}
