using System.Net;
using InventoryFunctions.Domain.Reservations;
using InventoryFunctions.Testing;
using InventoryFunctions.Tests.Inventory;
using InventoryFunctions.Tests.Storage;

namespace InventoryFunctions.Tests.Reservations;

public sealed class ReservationApiTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    [Fact]
    public async Task List_OpenReservations_AnswersThemPageByPageAndByProduct()
    {
        await using InventoryApi api = await ReservedAsync(("o:1", "tv", 2), ("o2", "tv", 1), ("o2", "radio", 4), ("o3", "radio", 99));

        InventoryApi.Answer first = await api.GetAsync("/api/reservations?productId=tv&pageSize=1");
        InventoryApi.Answer second = await api.GetAsync($"/api/reservations?productId=tv&pageSize=1&continuation={(string?)first.Body["continuation"]}");
        InventoryApi.Answer all = await api.GetAsync("/api/reservations");

        Assert.Equal(
            """{"orderId":"o2","productId":"radio","quantity":4,"reservedAt":"2026-01-01T12:00:00Z","holdUntil":"2026-01-01T13:00:00Z"}""",
            all.Body["items"]!.AsArray().Single(each => (string?)each!["productId"] == "radio")!.ToJsonString());
        Assert.Equal(["o2", "o:1"], first.Body["items"]!.AsArray().Concat(second.Body["items"]!.AsArray()).Select(each => (string?)each!["orderId"]).Order());
        Assert.Null(second.Body["continuation"]);
        Assert.Equal(3, all.Body["items"]!.AsArray().Count);
    }

    [Theory]
    [InlineData("productId=a%23b", "productId")]
    [InlineData("product=tv", "product")]
    [InlineData("pageSize=0", "pageSize")]
    [InlineData("continuation=nonsense", "continuation")]
    public async Task List_MalformedQuestion_IsRefusedAndNamed(string query, string field)
    {
        await using InventoryApi api = await InventoryApi.StartAsync(azurite);

        InventoryApi.Answer answer = await api.GetAsync($"/api/reservations?{query}");

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Equal([field], answer.Fields);
    }

    [Fact]
    public async Task Delete_ItemWithOpenReservations_IsRefusedUntilTheyEnd()
    {
        await using InventoryApi api = await ReservedAsync(("o1", "tv", 2), ("o2", "tv", 1));

        InventoryApi.Answer refused = await api.DeleteAsync("tv");
        await api.Reservations.EndAsync("o1", "tv", ReservationEnd.Confirm, CancellationToken.None);
        InventoryApi.Answer stillRefused = await api.DeleteAsync("tv");
        await api.Reservations.EndAsync("o2", "tv", ReservationEnd.Release, CancellationToken.None);

        Assert.Equal(HttpStatusCode.Conflict, refused.Status);
        Assert.Equal("Item tv has 2 open reservations, one of them of order o1. Confirm or release them, then delete it.", refused.Detail);
        Assert.Equal(
            (HttpStatusCode.Conflict, "Item tv has 1 open reservation, one of them of order o2. Confirm or release them, then delete it."),
            (stillRefused.Status, stillRefused.Detail));
        Assert.Equal(HttpStatusCode.NoContent, (await api.DeleteAsync("tv")).Status);
    }

    private async Task<InventoryApi> ReservedAsync(params (string OrderId, string ItemId, int Quantity)[] lines)
    {
        InventoryApi api = await InventoryApi.StartAsync(azurite);
        foreach (string itemId in lines.Select(line => line.ItemId).Distinct())
        {
            await api.Inventory.AddAsync(TestInventory.NewItem(itemId));
        }

        foreach ((string orderId, string itemId, int quantity) in lines)
        {
            await api.Reservations.ReserveAsync(
                new ReserveCommand(orderId, itemId, quantity, TestInventory.Noon.AddHours(1)), CancellationToken.None);
        }

        return api;
    }
}
