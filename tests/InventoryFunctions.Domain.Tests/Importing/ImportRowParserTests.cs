using InventoryFunctions.Domain.Importing;

namespace InventoryFunctions.Domain.Tests.Importing;

public sealed class ImportRowParserTests
{
    private static readonly ImportHeader Header =
        ImportHeader.Parse(["itemId", "name", "category", "price", "stock", "threshold", "minPurchaseQuantity"]);

    private readonly List<ImportError> errors = [];

    [Fact]
    public void Parse_SoundRow_ReadsEveryCell()
    {
        ImportRow? row = Parse("A-1", "Lamp", "Light", "19.99", "5", "1", "10");

        Assert.Equal(
            new ImportRow { Line = 7, ItemId = "A-1", Name = "Lamp", Category = "Light", Price = 19.99m, Stock = 5, Threshold = 1, MinPurchaseQuantity = 10 },
            row);
        Assert.Empty(errors);
    }

    [Fact]
    public void Parse_EmptyCells_GiveNothing() =>
        Assert.Equal(new ImportRow { Line = 7, ItemId = "A-1" }, Parse(" A-1 ", "", " ", "", "", "", ""));

    [Theory]
    [InlineData("abc")]
    [InlineData("-0.01")]
    [InlineData("1,000.50")]
    [InlineData("1e3")]
    [InlineData("1.00001")]
    [InlineData("£5")]
    public void Parse_Price_MustBeAPlainNumber(string price) => AssertRefused("price", price, Parse("A-1", "", "", price, "", "", ""));

    [Theory]
    [InlineData("-1")]
    [InlineData("1.5")]
    [InlineData("5.0")]
    [InlineData("many")]
    [InlineData("1000000001")]
    [InlineData("99999999999999")]
    [Trait("Parity", "D12")]
    public void Parse_Stock_MustBeAWholeNumberInItsLimits(string stock) => AssertRefused("stock", stock, Parse("A-1", "", "", "", stock, "", ""));

    [Fact]
    public void Parse_NegativeStockToAdd_IsSound()
    {
        ImportRow? row = new ImportRowParser(Header, ImportMode.Add).Parse(7, ["A-1", "", "", "", "-5", "", ""], errors);

        Assert.Equal(-5, row?.Stock);
    }

    [Fact]
    public void Parse_StockToAddBeyondTheLimit_Refused() => AssertRefused(
        "stock", "-1000000001", new ImportRowParser(Header, ImportMode.Add).Parse(7, ["A-1", "", "", "", "-1000000001", "", ""], errors));

    [Theory]
    [InlineData("a/b")]
    [InlineData("a\\b")]
    [InlineData("a#b")]
    [InlineData("a?b")]
    public void Parse_ItemIdThatIsNoKey_Refused(string itemId) => AssertRefused("itemId", itemId, Parse(itemId, "", "", "", "", "", ""));

    [Fact]
    public void Parse_NoItemId_Refused() => AssertRefused("itemId", "", Parse("", "Lamp", "", "", "", "", ""));

    [Fact]
    public void Parse_SeveralBrokenCells_AllAreNamed()
    {
        Assert.Null(Parse("a/b", "", "", "abc", "1.5", "-1", ""));

        Assert.Equal(["price", "stock", "itemId", "threshold"], errors.Select(error => error.Rule.Field));
        Assert.All(errors, error => Assert.Equal(7, error.Line));
    }

    [Fact]
    public void Parse_BytesThatWereNoUtf8_Refused() => AssertRefused("name", "L\uFFFDmp", Parse("A-1", "L\uFFFDmp", "", "", "", "", ""));

    [Fact]
    public void Parse_LineBreakInName_Refused() => Assert.Null(Parse("A-1", "two\nlines", "", "", "", "", ""));

    [Fact]
    public void Parse_TooFewCells_SaysHowMany()
    {
        Assert.Null(Parse("A-1", "Lamp"));

        Assert.Equal("has 2 cells, but the header has 7 columns", Assert.Single(errors).Rule.Rule);
    }

    [Fact]
    public void Parse_LongCell_IsShownShortened()
    {
        Assert.Null(Parse("A-1", new string('x', 10_000), "", "", "", "", ""));

        Assert.Equal(64, Assert.Single(errors).Value?.Length);
    }

    private ImportRow? Parse(params string[] cells) => new ImportRowParser(Header, ImportMode.Set).Parse(7, cells, errors);

    private void AssertRefused(string field, string value, ImportRow? row)
    {
        Assert.Null(row);
        ImportError error = Assert.Single(errors);
        Assert.Equal((7, field, value), (error.Line, error.Rule.Field, error.Value));
    }
}
