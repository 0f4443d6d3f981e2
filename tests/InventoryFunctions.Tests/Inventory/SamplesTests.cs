using System.Net;
using InventoryFunctions.Domain.Changes;
using InventoryFunctions.Testing;

namespace InventoryFunctions.Tests.Inventory;

public sealed class SamplesTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private const string Scheduler = "/api/inventory/samples?set=scheduler";
    private const string Management = "/api/inventory/samples?set=management";

    [Fact]
    [Trait("Parity", "A4")]
    public async Task Load_SchedulerSet_CreatesTwentyItemsOnce()
    {
        await using InventoryApi api = await InventoryApi.StartAsync(azurite);

        InventoryApi.Answer first = await api.PostAsync(Scheduler);
        InventoryApi.Answer again = await api.PostAsync(Scheduler);
        InventoryApi.Answer list = await api.GetAsync("/api/inventory");

        Assert.Equal((HttpStatusCode.OK, 20, 0), (first.Status, first.Body["created"]!.AsArray().Count, (int)first.Body["existing"]!));
        Assert.Equal((HttpStatusCode.OK, 0, 20), (again.Status, again.Body["created"]!.AsArray().Count, (int)again.Body["existing"]!));
        Assert.Equal(Enumerable.Range(1, 20).Select(i => $"ITEM-{i:x8}"), list.ItemIds.Order());
        Assert.All(list.Body["items"]!.AsArray(), item => Assert.Equal("2026-01-01T11:00:00Z", (string?)item!["lastUpdated"]));
        Assert.Equal(ChangeCauseKind.Samples, Assert.Single((await api.Inventory.ChangesAsync("ITEM-00000001")).Select(set => set.Cause.Kind).Distinct()));
    }

    [Fact]
    [Trait("Parity", "B1")]
    public async Task Load_ManagementSet_LeavesItemsThatAreThereAlone()
    {
        await using InventoryApi api = await InventoryApi.StartAsync(azurite);
        await api.PutAsync("tv", """{ "stock": 77 }""");

        InventoryApi.Answer answer = await api.PostAsync(Management);

        Assert.Equal(
            ["chair", "desk", "keyboard", "laptop", "monitor", "mouse"],
            answer.Body["created"]!.AsArray().Select(item => (string)item!["itemId"]!).Order());
        Assert.Equal(77, (int)(await api.GetAsync(InventoryApi.PathOf("tv"))).Body["stock"]!);
    }

    [Fact]
    public async Task Load_SeveralAtOnce_CreateEachItemOnce()
    {
        await using InventoryApi api = await InventoryApi.StartAsync(azurite);

        InventoryApi.Answer[] answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => api.PostAsync(Scheduler)));

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.OK, answer.Status));
        Assert.Equal(20, answers.Sum(answer => answer.Body["created"]!.AsArray().Count));
        Assert.All((await api.GetAsync("/api/inventory")).Body["items"]!.AsArray(), item => Assert.Equal(1, (int)item!["version"]!));
    }

    [Theory]
    [InlineData("/api/inventory/samples")]
    [InlineData("/api/inventory/samples?set=")]
    [InlineData("/api/inventory/samples?set=other")]
    public async Task Load_NoSuchSet_IsRefused(string path)
    {
        await using InventoryApi api = await InventoryApi.StartAsync(azurite);

        InventoryApi.Answer answer = await api.PostAsync(path);

        Assert.Equal((HttpStatusCode.BadRequest, "set"), (answer.Status, answer.Fields.Single()));
        Assert.Equal("set must be one of scheduler, management", (string?)answer.Body["detail"]);
    }
}
