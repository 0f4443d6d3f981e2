using InventoryFunctions.Api;
using InventoryFunctions.Domain.Inventory;
using InventoryFunctions.Domain.Validation;

namespace InventoryFunctions.Tests.Api;

public sealed class JsonBodyTests
{
    [Fact]
    public async Task Read_SoundBody_IsRead()
    {
        Order order = await ReadAsync("""{ "id": "o1", "lines": [{ "product": "tv", "quantity": 2 }], "status": "out of stock", "due": "2026-01-31" }""");

        Assert.Equal("tv", Assert.Single(order.Lines!).Product);
        Assert.Equal(StockStatus.OutOfStock, order.Status);
        Assert.Equal(new DateTimeOffset(2026, 1, 31, 0, 0, 0, TimeSpan.Zero), order.Due);
    }

    [Theory]
    [InlineData("""{ "id": "o1", "quantity": 1.5 }""", "quantity")]
    [InlineData("""{ "id": "o1", "quantity": "5" }""", "quantity")]
    [InlineData("""{ "id": "o1", "quantity": 99999999999 }""", "quantity")]
    [InlineData("""{ "id": "o1", "quantity": null }""", "quantity")]
    [InlineData("""{ "id": "o1", "price": "abc" }""", "price")]
    [InlineData("""{ "id": null }""", "id")]
    [InlineData("""{ }""", "id")]
    [InlineData("""{ "id": 5 }""", "id")]
    [InlineData("""{ "id": "o1", "colour": "red" }""", "colour")]
    [InlineData("""{ "id": "o1", "status": "SOLD" }""", "status")]
    [InlineData("""{ "id": "o1", "due": "tomorrow" }""", "due")]
    [InlineData("""{ "id": "o1", "lines": {} }""", "lines")]
    [InlineData("""{ "id": "o1", "lines": [{ "product": "tv", "quantity": 1 }, { "product": "tv", "quantity": 0.5 }] }""", "lines[1].quantity")]
    [InlineData("""[]""", "body")]
    [InlineData("""null""", "body")]
    [InlineData("""{ "id": "o1", """, "body")]
    [InlineData("""{ "id": "o1", "id": "o2" }""", "body")]
    [InlineData("""{ "id": "o1", "\ud800": 1 }""", "body")]
    [InlineData("", "body")]
    [Trait("Parity", "D12")]
    public async Task Read_BrokenBody_NamesTheFieldAndItsRule(string body, string field)
    {
        BrokenRule broken = Assert.Single(await RefusedAsync(body));

        Assert.Equal(field, broken.Field);
        Assert.NotEmpty(broken.Rule);
    }

    [Fact]
    public async Task Read_SeveralBrokenFields_AllAreListed() => Assert.Equal(
        ["id", "quantity", "price"], (await RefusedAsync("""{ "quantity": 1.5, "price": "abc" }""")).Select(rule => rule.Field));

    [Fact]
    public async Task Read_MalformedJson_SaysWhere() =>
        Assert.Contains("BytePositionInLine: 7", Assert.Single(await RefusedAsync("""{ "id" "o1" }""")).Rule, StringComparison.Ordinal);

    [Fact]
    public async Task Read_DuplicateProperty_IsNamed() =>
        Assert.Contains("'id'", Assert.Single(await RefusedAsync("""{ "id": "a", "id": "b" }""")).Rule, StringComparison.Ordinal);

    [Fact]
    public async Task Read_UnknownEnumWord_ListsTheWords() => Assert.Equal(
        "must be one of IN STOCK, OUT OF STOCK", Assert.Single(await RefusedAsync("""{ "id": "o1", "status": "SOLD" }""")).Rule);

    [Theory]
    [InlineData("text/xml")]
    [InlineData("application/json; charset=utf-16")]
    [InlineData("application/json; charset=\"iso-8859-1\"")]
    public async Task Read_OtherMediaTypeOrEncoding_Answers415(string contentType)
    {
        ApiException refused = await Assert.ThrowsAsync<ApiException>(() => JsonBody.ReadAsync<Order>(Requests.Post("{}", contentType), default));

        Assert.Equal(415, refused.Problem.Status);
        Assert.Equal($"Send the body as Content-Type: application/json in UTF-8, not {contentType}.", refused.Problem.Detail);
    }

    [Theory]
    [InlineData("application/json")]
    [InlineData("application/json; charset=UTF-8")]
    [InlineData("application/json; charset=\"utf-8\"")]
    [InlineData("application/problem+json")]
    [InlineData(null)]
    public async Task Read_Utf8WithOrWithoutItsMark_IsRead(string? contentType)
    {
        const string Body = "{ \"id\": \"o1 🎁\" }";

        Assert.Equal("o1 🎁", (await JsonBody.ReadAsync<Order>(Requests.Post(Body, contentType), default)).Id);
        Assert.Equal("o1 🎁", (await JsonBody.ReadAsync<Order>(Requests.Post("\uFEFF" + Body, contentType), default)).Id);
    }

    [Fact]
    public async Task ReadOptional_OnlyAByteOrderMark_IsNull() => Assert.Null(await JsonBody.ReadOptionalAsync<Order>(Requests.Post("\uFEFF"), default));

    [Fact]
    public async Task Read_HalfOfASurrogatePair_IsNamed() => Assert.Equal(
        new BrokenRule("id", "must be text of valid Unicode; it has half of a surrogate pair"), Assert.Single(await RefusedAsync("""{ "id": "\ud800" }""")));

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Read_TooLarge_Answers413(bool lengthIsKnown)
    {
        var request = Requests.Post("{}" + new string(' ', 100));
        request.ContentLength = lengthIsKnown ? 102 : null;

        ApiException refused = await Assert.ThrowsAsync<ApiException>(() => JsonBody.ReadAsync<Order>(request, default, maxBytes: 50));

        Assert.Equal(413, refused.Problem.Status);
    }

    [Fact]
    public async Task ReadOptional_NoBody_IsNull() => Assert.Null(await JsonBody.ReadOptionalAsync<Order>(Requests.Post("", null), default));

    private static Task<Order> ReadAsync(string body) => JsonBody.ReadAsync<Order>(Requests.Post(body), default);

    private static async Task<IReadOnlyList<BrokenRule>> RefusedAsync(string body)
    {
        ApiException refused = await Assert.ThrowsAsync<ApiException>(() => ReadAsync(body));
        Assert.Equal(400, refused.Problem.Status);
        return refused.Problem.Errors!;
    }

    public sealed record Order
    {
        public required string Id { get; init; }

        public int Quantity { get; init; }

        public decimal? Price { get; init; }

        public StockStatus? Status { get; init; }

        public DateTimeOffset? Due { get; init; }

        public IReadOnlyList<Line>? Lines { get; init; }
    }

    public sealed record Line(string Product, int Quantity);
}
