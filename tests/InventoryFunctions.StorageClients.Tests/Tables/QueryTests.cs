using Azure.Data.Tables;
using InventoryFunctions.Testing;

namespace InventoryFunctions.StorageClients.Tests.Tables;

public sealed class QueryTests(AzuriteFixture azurite) : TableTestBase(azurite)
{
    [Fact]
    public async Task Query_MoreThanOnePage_ReadsEveryRowInOrder()
    {
        await AddAsync(Rows(2300));

        var rows = await ReadAsync(null);

        Assert.Equal(Enumerable.Range(0, 2300), rows.Select(row => row.GetInt32("Number")!.Value));
        Assert.All(rows, row => Assert.NotEqual(default, row.ETag));
    }

    [Fact]
    public async Task AsPages_SizeAndContinuation_CarryOnWhereTheLastPageEnded()
    {
        await AddAsync(Rows(25));
        var seen = new List<string>();
        var sizes = new List<int>();

        string? continuation = null;
        do
        {
            // A new query for each page, as a caller over HTTP does it.
            await foreach (var page in Table.QueryAsync<TableEntity>().AsPages(continuation, 10))
            {
                seen.AddRange(page.Values.Select(row => row.RowKey));
                sizes.Add(page.Values.Count);
                continuation = page.ContinuationToken;
                break;
            }
        }
        while (continuation is not null);

        Assert.Equal(Rows(25).Select(row => row.RowKey), seen);
        Assert.Equal([10, 10, 5], sizes);
    }

    [Fact]
    public async Task AsPages_AcrossPartitions_CarriesOnInTheNextOne()
    {
        await AddAsync(Rows(3, "a b"));
        await AddAsync(Rows(3, "c'd"));

        var pages = new List<int>();
        await foreach (var page in Table.QueryAsync<TableEntity>(maxPerPage: 2).AsPages())
        {
            pages.Add(page.Values.Count);
        }

        Assert.Equal(6, pages.Sum());
        Assert.All(pages, size => Assert.InRange(size, 0, 2));
    }

    [Fact]
    public async Task Query_RangeOfRowKeys_AnswersOnlyIt()
    {
        await AddAsync(Rows(20));

        var rows = await ReadAsync(TableClient.CreateQueryFilter($"PartitionKey eq {"p"} and RowKey ge {"r00005"} and RowKey lt {"r00008"}"));

        Assert.Equal([5, 6, 7], rows.Select(row => row.GetInt32("Number")!.Value));
    }

    [Fact]
    public async Task Query_Select_LeavesOutTheRest()
    {
        await Table.AddEntityAsync(new TableEntity("p", "r") { ["Name"] = "bolt", ["Stock"] = 3 });

        await foreach (var row in Table.QueryAsync<TableEntity>(select: ["RowKey", "Stock"]))
        {
            Assert.Equal("r", row.RowKey);
            Assert.Equal(3, row.GetInt32("Stock"));
            Assert.False(row.ContainsKey("Name"));
        }
    }

    [Fact]
    public async Task Query_EmptyTable_AnswersNothing() => Assert.Empty(await ReadAsync(null));

    [Fact]
    public async Task Query_ByTypedValues_FindsTheRow()
    {
        var id = Guid.NewGuid();
        var at = new DateTimeOffset(2026, 3, 1, 10, 30, 0, TimeSpan.FromHours(1));
        await Table.AddEntityAsync(new TableEntity("p", "other") { ["Name"] = "x" });
        await Table.AddEntityAsync(new TableEntity("p", "r")
        {
            ["Name"] = "O'Brien",
            ["Id"] = id,
            ["At"] = at,
            ["Large"] = 5_000_000_000,
            ["Sold"] = true,
            ["Weight"] = 2.5,
            ["Count"] = 3,
        });

        FormattableString[] filters =
        [
            $"Name eq {"O'Brien"}", $"Id eq {id}", $"At eq {at}", $"At gt {at.AddSeconds(-1)} and At lt {at.UtcDateTime.AddSeconds(1)}",
            $"Large eq {5_000_000_000}", $"Sold eq {true}", $"Weight gt {2.4} and Weight lt {2.6}", $"Count eq {3}",
        ];
        foreach (var filter in filters)
        {
            var query = TableClient.CreateQueryFilter(filter);
            Assert.Equal((query, "r"), (query, string.Join(',', (await ReadAsync(query)).Select(row => row.RowKey))));
        }
    }

    [Fact]
    public void CreateQueryFilter_Values_BecomeODataLiterals()
    {
        var id = Guid.Parse("0f8fad5b-d9cb-469f-a165-70867728950e");
        var at = new DateTimeOffset(2026, 3, 1, 10, 30, 0, TimeSpan.FromHours(1));

        Assert.Equal("Name eq 'O''Brien'", TableClient.CreateQueryFilter($"Name eq {"O'Brien"}"));
        Assert.Equal($"Id eq guid'{id}'", TableClient.CreateQueryFilter($"Id eq {id}"));
        Assert.Equal("At ge datetime'2026-03-01T09:30:00Z'", TableClient.CreateQueryFilter($"At ge {at}"));
        Assert.Equal("At ge datetime'2026-03-01T09:30:00Z'", TableClient.CreateQueryFilter($"At ge {at.UtcDateTime}"));
        Assert.Equal("A eq 5L and B eq 5", TableClient.CreateQueryFilter($"A eq {5L} and B eq {5}"));
        Assert.Equal("A eq true and B eq false", TableClient.CreateQueryFilter($"A eq {true} and B eq {false}"));
        Assert.Equal("A eq 2.5", TableClient.CreateQueryFilter($"A eq {2.5}"));
        Assert.Equal("A eq X'00FF'", TableClient.CreateQueryFilter($"A eq {new byte[] { 0, 255 }}"));
    }

    private async Task<List<TableEntity>> ReadAsync(string? filter)
    {
        var rows = new List<TableEntity>();
        await foreach (var row in Table.QueryAsync<TableEntity>(filter))
        {
            rows.Add(row);
        }

        return rows;
    }
}
