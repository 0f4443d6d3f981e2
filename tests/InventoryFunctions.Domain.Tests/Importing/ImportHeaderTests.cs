using InventoryFunctions.Domain.Importing;

namespace InventoryFunctions.Domain.Tests.Importing;

public sealed class ImportHeaderTests
{
    [Fact]
    public void Parse_ColumnsInAnyOrderAndCase_Found()
    {
        ImportHeader header = ImportHeader.Parse([" STOCK ", "itemId", "minpurchasequantity"]);

        Assert.Empty(header.Broken);
        Assert.Equal([ImportColumn.Stock, ImportColumn.ItemId, ImportColumn.MinPurchaseQuantity], header.Columns);
    }

    [Fact]
    public void Parse_NoItemId_SaysWhichColumnIsMissing() =>
        Assert.Equal("itemId", Assert.Single(ImportHeader.Parse(["name", "stock"]).Broken).Field);

    [Fact]
    public void Parse_UnknownColumn_IsNamed()
    {
        ImportHeader header = ImportHeader.Parse(["itemId", "colour"]);

        Assert.Contains("is no column of an import", Assert.Single(header.Broken, rule => rule.Field == "colour").Rule, StringComparison.Ordinal);
    }

    [Fact]
    public void Parse_ColumnTwice_Refused() =>
        Assert.Contains("twice", Assert.Single(ImportHeader.Parse(["itemId", "stock", "Stock"]).Broken).Rule, StringComparison.Ordinal);

    [Fact]
    public void Parse_SemicolonFile_HintsAtCommas() =>
        Assert.Contains(ImportHeader.Parse(["itemId;name;stock"]).Broken, rule => rule.Rule.Contains("separated by commas", StringComparison.Ordinal));
}
