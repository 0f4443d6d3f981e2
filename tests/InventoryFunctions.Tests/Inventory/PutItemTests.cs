using System.Net;
using InventoryFunctions.Storage;
using InventoryFunctions.Testing;
using InventoryFunctions.Tests.Storage;

namespace InventoryFunctions.Tests.Inventory;

public sealed class PutItemTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private const string Tv = """{ "name": "TV", "category": "Electronics", "price": 499.90, "stock": 10, "threshold": 2, "minPurchaseQuantity": 5 }""";
    private const string Cheaper = """{ "name": "TV", "category": "Electronics", "price": 399.90, "stock": 10, "threshold": 2, "minPurchaseQuantity": 5 }""";

    [Fact]
    public async Task Put_NewItem_IsCreatedAndReadBack()
    {
        await using InventoryApi api = await InventoryApi.StartAsync(azurite);

        InventoryApi.Answer put = await api.PutAsync("tv", Tv);
        InventoryApi.Answer got = await api.GetAsync(put.Location!.AbsolutePath);

        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.OK), (put.Status, got.Status));
        Assert.Equal(
            """{"itemId":"tv","name":"TV","category":"Electronics","price":499.90,"stock":10,"threshold":2,"minPurchaseQuantity":"""
            + """5,"status":"IN STOCK","version":1,"lastUpdated":"2026-01-01T12:00:00Z","lastExecutionId":null}""",
            got.Body.ToJsonString());
        Assert.Equal(put.Body.ToJsonString(), got.Body.ToJsonString());
        Assert.NotNull(put.ETag);
        Assert.Equal(put.ETag, got.ETag);
        Assert.DoesNotContain("W/", put.ETag, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Put_ExistingItem_IsReplacedAsItsNextVersion()
    {
        await using InventoryApi api = await InventoryApi.StartAsync(azurite);
        InventoryApi.Answer first = await api.PutAsync("tv", Tv);
        api.Clock.Advance(TimeSpan.FromHours(1));

        InventoryApi.Answer second = await api.PutAsync("tv", """{ "stock": 3 }""");

        Assert.Equal((HttpStatusCode.OK, 2L), (second.Status, second.Version));
        Assert.NotEqual(first.ETag, second.ETag);
        Assert.Equal(("", 3, "2026-01-01T13:00:00Z"), ((string?)second.Body["name"], (int)second.Body["stock"]!, (string?)second.Body["lastUpdated"]));
    }

    [Fact]
    public async Task Put_TheSameAgain_ChangesNothing()
    {
        await using InventoryApi api = await InventoryApi.StartAsync(azurite);
        InventoryApi.Answer first = await api.PutAsync("tv", Tv);
        api.Clock.Advance(TimeSpan.FromHours(1));

        InventoryApi.Answer again = await api.PutAsync("tv", Tv);
        InventoryApi.Answer asRead = await api.PutAsync("tv", first.Body.ToJsonString());

        Assert.All([again, asRead], answer => Assert.Equal((HttpStatusCode.OK, first.ETag, 1L), (answer.Status, answer.ETag, answer.Version)));
        Assert.Single(await api.Inventory.ChangesAsync("tv"));
    }

    [Fact]
    public async Task Put_ItemThatABatchUpdateChanged_KeepsTheLastExecution()
    {
        await using InventoryApi api = await InventoryApi.StartAsync(azurite);
        await api.Inventory.AddAsync(TestInventory.NewItem("tv") with { LastExecutionId = "run" });

        InventoryApi.Answer put = await api.PutAsync("tv", Tv);

        Assert.Equal((2L, "run"), (put.Version, (string?)put.Body["lastExecutionId"]));
    }

    [Fact]
    public async Task Put_IfMatch_HoldsOnlyForTheVersionRead()
    {
        await using InventoryApi api = await InventoryApi.StartAsync(azurite);
        string read = (await api.PutAsync("tv", Tv)).ETag!;

        Assert.Equal(HttpStatusCode.OK, (await api.PutAsync("tv", Cheaper, ("If-Match", read))).Status);
        InventoryApi.Answer stale = await api.PutAsync("tv", Tv, ("If-Match", read));

        Assert.Equal(HttpStatusCode.PreconditionFailed, stale.Status);
        Assert.Equal(2, (await api.GetAsync(InventoryApi.PathOf("tv"))).Version);
    }

    [Fact]
    public async Task Put_IfMatchAny_HoldsOnlyWhereThereIsAnItem()
    {
        await using InventoryApi api = await InventoryApi.StartAsync(azurite);

        Assert.Equal(HttpStatusCode.PreconditionFailed, (await api.PutAsync("tv", Tv, ("If-Match", "*"))).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await api.GetAsync(InventoryApi.PathOf("tv"))).Status);
        await api.PutAsync("tv", Tv);
        Assert.Equal(HttpStatusCode.OK, (await api.PutAsync("tv", Cheaper, ("If-Match", "*"))).Status);
    }

    [Fact]
    public async Task Put_IfNoneMatchAny_HoldsOnlyWhereThereIsNone()
    {
        await using InventoryApi api = await InventoryApi.StartAsync(azurite);

        Assert.Equal(HttpStatusCode.Created, (await api.PutAsync("tv", Tv, ("If-None-Match", "*"))).Status);
        Assert.Equal(HttpStatusCode.PreconditionFailed, (await api.PutAsync("tv", Cheaper, ("If-None-Match", "*"))).Status);
        Assert.Equal(1, (await api.GetAsync(InventoryApi.PathOf("tv"))).Version);
    }

    [Fact]
    public async Task Put_ManyAtOnceWithoutCondition_AllTakeEffect()
    {
        await using InventoryApi api = await InventoryApi.StartAsync(azurite);
        await api.PutAsync("tv", Tv);

        InventoryApi.Answer[] answers = await Task.WhenAll(
            Enumerable.Range(100, 8).Select(stock => api.PutAsync("tv", $$"""{ "stock": {{stock}} }""")));

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.OK, answer.Status));
        Assert.Equal(Enumerable.Range(2, 8).Select(version => (long)version), answers.Select(answer => answer.Version).Order());
    }

    [Fact]
    public async Task Put_ManyAtOnceOnOneVersion_OneTakesEffect()
    {
        await using InventoryApi api = await InventoryApi.StartAsync(azurite);
        string read = (await api.PutAsync("tv", Tv)).ETag!;

        InventoryApi.Answer[] answers = await Task.WhenAll(
            Enumerable.Range(100, 8).Select(stock => api.PutAsync("tv", $$"""{ "stock": {{stock}} }""", ("If-Match", read))));

        Assert.Single(answers, answer => answer.Status == HttpStatusCode.OK);
        Assert.Equal(7, answers.Count(answer => answer.Status == HttpStatusCode.PreconditionFailed));
    }

    [Theory]
    [InlineData("""{ "stock": 0 }""", "IN STOCK")]
    [InlineData("""{ "stock": 0, "status": "OUT OF STOCK" }""", "OUT OF STOCK")]
    public async Task Put_Status_IsTakenOrElseFollowsTheStock(string body, string status)
    {
        await using InventoryApi api = await InventoryApi.StartAsync(azurite);

        Assert.Equal(status, (string?)(await api.PutAsync("tv", body)).Body["status"]);
        Assert.Equal(status, (string?)(await api.PutAsync("tv", """{ "stock": 0 }""")).Body["status"]);
        Assert.Equal("IN STOCK", (string?)(await api.PutAsync("tv", """{ "stock": 1 }""")).Body["status"]);
    }

    [Fact]
    public async Task Put_ItemWhoseRowIsUnreadable_ReplacesIt()
    {
        await using InventoryApi api = await InventoryApi.StartAsync(azurite);
        await api.PutAsync("tv", Tv);
        await api.Inventory.SpoilAsync("tv", "Stock", "many");

        InventoryApi.Answer bad = await api.GetAsync(InventoryApi.PathOf("tv"));
        InventoryApi.Answer put = await api.PutAsync("tv", Tv);

        Assert.Equal(HttpStatusCode.Conflict, bad.Status);
        Assert.Equal(["stock"], bad.Fields);
        Assert.Equal((HttpStatusCode.OK, 2L), (put.Status, put.Version));
        StoredItem? stored = await api.Inventory.Store.FindAsync("tv", CancellationToken.None);
        Assert.Equal(10, stored?.Item.Stock);
    }

    [Theory]
    [InlineData("a b")]
    [InlineData("it's")]
    [InlineData("50%")]
    [InlineData("%25")]
    [InlineData("a+b&c=d;e")]
    [InlineData("naïve 漢字")]
    [InlineData("(x):~@!$,")]
    public async Task Put_KeyCharacters_AreTheSameThereAndBack(string itemId)
    {
        await using InventoryApi api = await InventoryApi.StartAsync(azurite);

        InventoryApi.Answer put = await api.PutAsync(itemId, Tv);
        InventoryApi.Answer got = await api.GetAsync(put.Location!.AbsoluteUri);

        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.OK), (put.Status, got.Status));
        Assert.Equal(itemId, (string?)got.Body["itemId"]);
        Assert.NotNull(await api.Inventory.Store.FindAsync(itemId, CancellationToken.None));
        Assert.Equal(HttpStatusCode.NoContent, (await api.DeleteAsync(itemId)).Status);
    }
}
