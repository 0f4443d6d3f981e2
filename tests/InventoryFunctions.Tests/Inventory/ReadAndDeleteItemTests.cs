using System.Net;
using InventoryFunctions.Domain.Changes;
using InventoryFunctions.Domain.Inventory;
using InventoryFunctions.Testing;
using InventoryFunctions.Tests.Storage;

namespace InventoryFunctions.Tests.Inventory;

public sealed class ReadAndDeleteItemTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    [Fact]
    public async Task Get_IfNoneMatchOfThePresentVersion_IsNotModified()
    {
        await using InventoryApi api = await InventoryApi.StartAsync(azurite);
        string etag = (await api.PutAsync("tv", """{ "stock": 1 }""")).ETag!;

        Assert.Equal(HttpStatusCode.NotModified, (await api.GetAsync(InventoryApi.PathOf("tv"), etag)).Status);
        await api.PutAsync("tv", """{ "stock": 2 }""");
        Assert.Equal(HttpStatusCode.OK, (await api.GetAsync(InventoryApi.PathOf("tv"), etag)).Status);
    }

    [Fact]
    public async Task Get_MissingItem_IsNotFound()
    {
        await using InventoryApi api = await InventoryApi.StartAsync(azurite);

        InventoryApi.Answer answer = await api.GetAsync(InventoryApi.PathOf("tv"));

        Assert.Equal((HttpStatusCode.NotFound, "There is no item tv."), (answer.Status, answer.Detail));
    }

    [Fact]
    public async Task Delete_Item_IsGoneAndRecorded()
    {
        await using InventoryApi api = await InventoryApi.StartAsync(azurite);
        await api.PutAsync("tv", """{ "stock": 1 }""");
        api.Clock.Advance(TimeSpan.FromHours(1));

        Assert.Equal(HttpStatusCode.NoContent, (await api.DeleteAsync("tv")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await api.DeleteAsync("tv")).Status);

        Assert.Equal(HttpStatusCode.NotFound, (await api.GetAsync(InventoryApi.PathOf("tv"))).Status);
        ChangeSet deletion = (await api.Inventory.ChangesAsync("tv"))[^1];
        Assert.Equal(("tv", (InventoryItem?)null), (deletion.Items[0].ItemId, deletion.Items[0].After));
        Assert.Equal(ChangeCauseKind.Request, deletion.Cause.Kind);
    }

    [Fact]
    public async Task Delete_IfMatchOfAnotherVersion_LeavesTheItem()
    {
        await using InventoryApi api = await InventoryApi.StartAsync(azurite);
        string old = (await api.PutAsync("tv", """{ "stock": 1 }""")).ETag!;
        string present = (await api.PutAsync("tv", """{ "stock": 2 }""")).ETag!;

        Assert.Equal(HttpStatusCode.PreconditionFailed, (await api.DeleteAsync("tv", ("If-Match", old))).Status);
        Assert.Equal(HttpStatusCode.OK, (await api.GetAsync(InventoryApi.PathOf("tv"))).Status);
        Assert.Equal(HttpStatusCode.NoContent, (await api.DeleteAsync("tv", ("If-Match", present))).Status);
    }

    [Fact]
    public async Task Delete_UnreadableRow_RemovesIt()
    {
        await using InventoryApi api = await InventoryApi.StartAsync(azurite);
        await api.Inventory.AddAsync(TestInventory.NewItem("tv"));
        await api.Inventory.SpoilAsync("tv", "Price", "cheap");

        Assert.Equal(HttpStatusCode.NoContent, (await api.DeleteAsync("tv")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await api.GetAsync(InventoryApi.PathOf("tv"))).Status);
    }

    [Fact]
    [Trait("Parity", "D11")]
    [Trait("Parity", "A10")]
    public async Task List_RangeOfLastUpdates_IsAnsweredPageByPage()
    {
        await using InventoryApi api = await InventoryApi.StartAsync(azurite);
        foreach (string id in (string[])["a", "b", "c", "d"])
        {
            await api.PutAsync(id, """{ "category": "Books" }""");
            api.Clock.Advance(TimeSpan.FromHours(1));
        }

        const string Range = "/api/inventory?updatedSince=2026-01-01T13:00:00Z&updatedBefore=2026-01-01T15:00:00Z&category=Books";
        InventoryApi.Answer whole = await api.GetAsync(Range);
        InventoryApi.Answer first = await api.GetAsync($"{Range}&pageSize=1");
        InventoryApi.Answer second = await api.GetAsync($"{Range}&pageSize=1&continuation={(string?)first.Body["continuation"]}");

        Assert.Equal(["b", "c"], whole.ItemIds);
        Assert.Null(whole.Body["continuation"]);
        Assert.False(whole.Body.ContainsKey("unreadable"));
        Assert.Equal(["b", "c"], first.ItemIds.Concat(second.ItemIds).Order());
    }

    [Fact]
    public async Task List_UnreadableRow_IsNamedBesideTheItems()
    {
        await using InventoryApi api = await InventoryApi.StartAsync(azurite);
        await api.PutAsync("tv", """{ "stock": 1 }""");
        await api.PutAsync("radio", """{ "stock": 1 }""");
        await api.Inventory.SpoilAsync("radio", "Stock", "one");

        InventoryApi.Answer answer = await api.GetAsync("/api/inventory");

        Assert.Equal(["tv"], answer.ItemIds);
        Assert.Equal(("radio", "stock"), ((string?)answer.Body["unreadable"]![0]!["itemId"], (string?)answer.Body["unreadable"]![0]!["field"]));
    }
}
