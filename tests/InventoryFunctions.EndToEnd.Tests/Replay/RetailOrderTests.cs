using InventoryFunctions.Retail;
using InventoryFunctions.Retail.Replay;

namespace InventoryFunctions.EndToEnd.Tests.Replay;

public sealed class RetailOrderTests
{
    private const string File = """
        InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country
        536366,22633,HAND WARMER,6,2010-12-01 08:28:00,1.85,17850.0,United Kingdom
        536365,85123A,WHITE HOLDER,6,2010-12-01 08:26:00,2.55,17850.0,United Kingdom
        536365,71053,WHITE LANTERN,6,2010-12-01 08:26:00,3.39,17850.0,United Kingdom
        536365,85123a,WHITE HOLDER,2,2010-12-01 08:27:00,2.55,17850.0,United Kingdom
        C536379,D,Discount,-1,2010-12-01 09:41:00,27.5,14527.0,United Kingdom
        """;

    [Fact]
    public void Of_LinesOfAFile_IsAnOrderAnInvoiceWithALineAProduct()
    {
        IReadOnlyList<RetailOrder> orders = RetailOrder.Of(RetailFile.Read(new StringReader(File)));

        Assert.Equal(["536365", "536366", "C536379"], orders.Select(order => order.OrderId));
        Assert.Equal([new RetailOrderLine("85123A", 8, 2), new RetailOrderLine("71053", 6, 1)], orders[0].Lines);
        Assert.Equal(new DateTime(2010, 12, 1, 8, 26, 0, DateTimeKind.Unspecified), orders[0].PlacedAt);
    }

    [Fact]
    public void Of_AReturn_KeepsItsNegativeQuantity()
    {
        RetailOrder returned = RetailOrder.Of(RetailFile.Read(new StringReader(File)))[^1];

        Assert.Equal([new RetailOrderLine("D", -1, 1)], returned.Lines);
    }

    [Theory]
    [InlineData("the file has no column Quantity", "InvoiceNo,StockCode,Description,UnitPrice\n1,2,3,4\n")]
    [InlineData("line 3 of the file can't be read: 1,2,3,much,1.0", "InvoiceNo,StockCode,Description,Quantity,UnitPrice\n1,2,3,4,1.0\n1,2,3,much,1.0\n")]
    public void Read_WhatIsNoOrderFile_SaysWhy(string problem, string file)
    {
        var refused = Assert.Throws<InvalidDataException>(() => RetailFile.Read(new StringReader(file)));

        Assert.StartsWith(problem, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_NoDates_IsNoMatterForTheCatalogue() =>
        Assert.Null(Assert.Single(RetailFile.Read(new StringReader("InvoiceNo,StockCode,Description,Quantity,UnitPrice\n1,2,3,4,1.0\n"))).InvoiceDate);
}
