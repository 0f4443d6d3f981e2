using System.Text;
using InventoryFunctions.Api;
using InventoryFunctions.Domain.Importing;
using InventoryFunctions.Importing;

namespace InventoryFunctions.Tests.Importing;

public sealed class ImportCsvTests
{
    [Fact]
    public async Task Read_QuotedCellsOverSeveralLines_CountLinesOfTheFile()
    {
        IReadOnlyList<ImportLine> lines = await ReadAsync(
            "itemId,name,category\r\na,\"one, two\",x\r\n\r\n   \r\nb,\"two\r\nlines\",y\r\nc,\"say \"\"hi\"\"\",z");

        Assert.Equal(new ImportRow { Line = 2, ItemId = "a", Name = "one, two", Category = "x" }, lines[0].Row);
        Assert.Equal((5, "name"), (Assert.Single(lines[1].Errors).Line, lines[1].Errors[0].Rule.Field));
        Assert.Equal(new ImportRow { Line = 7, ItemId = "c", Name = "say \"hi\"", Category = "z" }, lines[2].Row);
        Assert.Equal(3, lines.Count);
    }

    [Fact]
    public async Task Read_ByteOrderMark_IsNoPartOfTheHeader() => Assert.Equal("a", Assert.Single(await ReadAsync("\uFEFFitemId\na\n")).Row?.ItemId);

    [Theory]
    [InlineData("a,b\"c")]
    [InlineData("a,\"b\"c")]
    public async Task Read_QuotationMarkInTheWrongPlace_BreaksOnlyThatRow(string row)
    {
        IReadOnlyList<ImportLine> lines = await ReadAsync($"itemId,name\n{row}\nd,e\n");

        Assert.Equal(2, Assert.Single(lines[0].Errors).Line);
        Assert.Equal("d", lines[1].Row?.ItemId);
    }

    [Fact]
    public async Task Read_BytesThatAreNoUtf8_BreakOnlyThatRow()
    {
        byte[] latin1 = [.. "itemId,name\na,caf"u8, 0xE9, .. "\nb,tea\n"u8];

        IReadOnlyList<ImportLine> lines = await ReadAsync(latin1);

        Assert.Equal("must be UTF-8", Assert.Single(lines[0].Errors).Rule.Rule);
        Assert.Equal("b", lines[1].Row?.ItemId);
    }

    [Fact]
    public async Task Read_QuotationMarkNeverClosed_EndsWithoutHoldingTheFile()
    {
        string endless = "itemId,name\na,\"" + string.Concat(Enumerable.Repeat("row,row\n", 100_000));

        ApiException refused = await Assert.ThrowsAsync<ApiException>(() => ReadAsync(endless));

        Assert.Contains("quotation mark is not closed", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("itemId,name\n")]
    [InlineData("")]
    public async Task Read_RowWithoutEnd_EndsWithoutHoldingTheFile(string header)
    {
        using MemoryStream file = new(Encoding.UTF8.GetBytes(header + new string(',', 20 * ImportCsv.MaxRowLength)));

        ApiException refused = await Assert.ThrowsAsync<ApiException>(() => ReadAsync(file));

        Assert.Equal(400, refused.Problem.Status);
        Assert.Contains("rows of at most", refused.Message, StringComparison.Ordinal);
        Assert.InRange(file.Position, ImportCsv.MaxRowLength, ImportCsv.MaxRowLength + (64 * 1024));
    }

    [Fact]
    public async Task Read_LongestRow_IsRead()
    {
        string row = string.Join(',', Enumerable.Repeat(new string('x', 30_000), 33));

        string others = string.Concat(Enumerable.Repeat("a,b\n", ImportCsv.MaxRowLength));

        IReadOnlyList<ImportLine> lines = await ReadAsync($"itemId,name\n{row}\n{others}");

        Assert.Equal("row", Assert.Single(lines[0].Errors).Rule.Field);
        Assert.Equal(1 + ImportCsv.MaxRowLength, lines.Count);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n\n")]
    [InlineData("name,stock\nLamp,5\n")]
    [InlineData("itemId,colour\na,red\n")]
    [InlineData("itemId;name\na;b\n")]
    public async Task ReadHeader_NoSoundHeader_Answers400(string file) =>
        Assert.Equal(400, (await Assert.ThrowsAsync<ApiException>(() => ReadAsync(file))).Problem.Status);

    [Fact]
    public async Task Read_HeaderOnly_HasNoRows() => Assert.Empty(await ReadAsync("itemId,stock\n"));

    private static Task<IReadOnlyList<ImportLine>> ReadAsync(string file) => ReadAsync(Encoding.UTF8.GetBytes(file));

    private static Task<IReadOnlyList<ImportLine>> ReadAsync(byte[] file) => ReadAsync(new MemoryStream(file));

    private static async Task<IReadOnlyList<ImportLine>> ReadAsync(Stream file)
    {
        using ImportCsv csv = new(file);
        List<ImportLine> lines = [];
        await foreach (ImportLine line in csv.ReadRowsAsync(await csv.ReadHeaderAsync(), ImportMode.Set, CancellationToken.None))
        {
            lines.Add(line);
        }

        return lines;
    }
}
