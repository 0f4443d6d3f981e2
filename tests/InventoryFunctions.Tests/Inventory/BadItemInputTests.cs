using System.Net;
using Azure.Data.Tables;
using InventoryFunctions.Testing;

namespace InventoryFunctions.Tests.Inventory;

[Trait("Parity", "D12")]
public sealed class BadItemInputTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    [Theory]
    [InlineData("""{ "stock": -1 }""", "stock")]
    [InlineData("""{ "stock": 1.5 }""", "stock")]
    [InlineData("""{ "stock": "10" }""", "stock")]
    [InlineData("""{ "stock": 99999999999 }""", "stock")]
    [InlineData("""{ "stock": 1000000001 }""", "stock")]
    [InlineData("""{ "stock": null }""", "stock")]
    [InlineData("""{ "price": "abc" }""", "price")]
    [InlineData("""{ "price": -0.01 }""", "price")]
    [InlineData("""{ "price": 0.00001 }""", "price")]
    [InlineData("""{ "threshold": -1 }""", "threshold")]
    [InlineData("""{ "minPurchaseQuantity": 0.5 }""", "minPurchaseQuantity")]
    [InlineData("""{ "name": 5 }""", "name")]
    [InlineData("""{ "name": null }""", "name")]
    [InlineData("""{ "name": "a\nb" }""", "name")]
    [InlineData("""{ "status": "MAYBE" }""", "status")]
    [InlineData("""{ "itemId": "radio" }""", "itemId")]
    [InlineData("""{ "colour": "red" }""", "colour")]
    [InlineData("""{ "Stock": 1 }""", "Stock")]
    [InlineData("""{ "stock": 1, """, "body")]
    [InlineData("""[]""", "body")]
    [InlineData("", "body")]
    public async Task Put_BrokenBody_NamesTheFieldAndChangesNothing(string body, string field)
    {
        await using InventoryApi api = await InventoryApi.StartAsync(azurite);

        InventoryApi.Answer answer = await api.PutAsync("tv", body);

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Equal([field], answer.Fields);
        Assert.StartsWith(field, answer.Detail, StringComparison.Ordinal);
        Assert.Empty(await api.Inventory.Table.QueryAsync<TableEntity>().ToListAsync());
    }

    [Fact]
    public async Task Put_SeveralBrokenFields_NamesThemAll()
    {
        await using InventoryApi api = await InventoryApi.StartAsync(azurite);

        InventoryApi.Answer answer = await api.PutAsync("tv", """{ "itemId": "radio", "stock": -1, "price": -1 }""");

        Assert.Equal(["itemId", "price", "stock"], answer.Fields.Order());
    }

    [Theory]
    [InlineData("1.5")]
    [InlineData("99999999999")]
    [InlineData("-1")]
    public async Task Put_NumberThatIsNoQuantity_IsToldTheRuleForQuantities(string number)
    {
        await using InventoryApi api = await InventoryApi.StartAsync(azurite);

        InventoryApi.Answer answer = await api.PutAsync("tv", $$"""{ "stock": {{number}}, "price": -1, "colour": "red" }""");

        Assert.Equal(["colour", "price", "stock"], answer.Fields.Order());
        Assert.EndsWith("stock must be a whole number from 0 to 1,000,000,000", answer.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a%2Fb")]
    [InlineData("a%2fb")]
    [InlineData("a%252Fb")]
    [InlineData("a%5Cb")]
    [InlineData("a%23b")]
    [InlineData("a%3Fb")]
    [InlineData("a%09b")]
    [InlineData("0123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789")]
    public async Task AnyCall_ItemIdThatIsNoKey_NamesTheRule(string escapedId)
    {
        await using InventoryApi api = await InventoryApi.StartAsync(azurite);
        string path = $"/api/inventory/{escapedId}";

        InventoryApi.Answer[] answers =
        [
            await api.SendAsync(HttpMethod.Put, path, """{ "stock": 1 }"""),
            await api.SendAsync(HttpMethod.Get, path, null),
            await api.SendAsync(HttpMethod.Delete, path, null),
        ];

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.BadRequest, answer.Status));
        Assert.All(answers, answer => Assert.StartsWith("itemId must be 1 to 128 characters", answer.Detail, StringComparison.Ordinal));
        Assert.Empty(await api.Inventory.Table.QueryAsync<TableEntity>().ToListAsync());
    }

    [Theory]
    [InlineData("pageSize=0", "pageSize")]
    [InlineData("pageSize=1001", "pageSize")]
    [InlineData("continuation=nonsense", "continuation")]
    [InlineData("updatedSince=yesterday", "updatedSince")]
    [InlineData("updatedSince=2026-01-02&updatedBefore=2026-01-01", "updatedBefore")]
    [InlineData("status=MAYBE", "status")]
    [InlineData("colour=red", "colour")]
    public async Task List_BrokenParameter_NamesIt(string query, string field)
    {
        await using InventoryApi api = await InventoryApi.StartAsync(azurite);

        InventoryApi.Answer answer = await api.GetAsync($"/api/inventory?{query}");

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Equal([field], answer.Fields);
    }
}
