using InventoryFunctions.Api;
using InventoryFunctions.Domain.Inventory;

namespace InventoryFunctions.Tests.Api;

public sealed class QueryReaderTests
{
    [Fact]
    public void Page_NothingGiven_HasDefaults() => Assert.Equal(new PageRequest(100, null), Read("/x", query => query.Page()));

    [Fact]
    public void Page_Given_IsRead() => Assert.Equal(new PageRequest(1000, "abc"), Read("/x?pageSize=1000&continuation=abc", query => query.Page()));

    [Theory]
    [InlineData("0")]
    [InlineData("1001")]
    [InlineData("ten")]
    [InlineData("1.5")]
    public void Page_SizeOutOfRange_Refused(string size) =>
        Assert.Equal(["pageSize"], Refused($"/x?pageSize={size}", query => query.Page()));

    [Theory]
    [InlineData("2026-01-31", "2026-01-31T00:00:00Z")]
    [InlineData("2026-01-31T12:30:00", "2026-01-31T12:30:00Z")]
    [InlineData("2026-01-31T12:30:00.1234567Z", "2026-01-31T12:30:00.1234567Z")]
    [InlineData("2026-01-31T12:30:00%2B02:00", "2026-01-31T10:30:00Z")]
    [InlineData("2026-01-31T12:30:00+02:00", "2026-01-31T10:30:00Z")]
    public void Time_IsoForms_AreUtc(string text, string expected) => Assert.Equal(
        DateTimeOffset.Parse(expected, System.Globalization.CultureInfo.InvariantCulture), Read($"/x?from={text}", query => query.Time("from")));

    [Fact]
    public void Time_BeforeTableStoragesFirst_Refused() => Assert.Equal(["from"], Refused("/x?from=1600-12-31T23:59:59Z", query => query.Time("from")));

    [Fact]
    public void Demand_SeveralBroken_ListsAll() => Assert.Equal(
        ["from", "status", "dryRun"],
        Refused("/x?from=yesterday&status=gone&dryRun=maybe", query => (query.Time("from"), query.Status("status"), query.Flag("dryRun"))));

    [Fact]
    public void Demand_MisspeltParameter_Refused() => Assert.Equal(["dry-run"], Refused("/x?dry-run=true", query => query.Flag("dryRun")));

    [Fact]
    public void Demand_ParameterTwice_Refused() => Assert.Equal(["name"], Refused("/x?name=a&name=b", query => query.Text("name")));

    [Fact]
    public void Demand_FunctionKey_IsNoParameterOfTheCall() => Assert.Null(Read("/x?code=key", query => query.Text("name")));

    [Fact]
    public void Status_Word_RegardlessOfCase() =>
        Assert.Equal(StockStatus.OutOfStock, Read("/x?status=Out%20of%20stock", query => query.Status("status")));

    [Fact]
    public void Continuation_ComesBackAsItWas() => Assert.Equal("a/ü?", Continuation.Decode<string>("list", Continuation.Encode("list", "a/ü?")));

    [Fact]
    public void Continuation_OfAnotherList_Refused() => Assert.Equal(
        ["continuation"],
        Assert.Throws<ApiException>(() => Continuation.Decode<string>("list", Continuation.Encode("other", "a"))).Problem.Errors!.Select(rule => rule.Field));

    [Theory]
    [InlineData("!")]
    [InlineData("abc")]
    public void Continuation_NotOurs_Refused(string token) =>
        Assert.Equal(400, Assert.Throws<ApiException>(() => Continuation.Decode<string>("list", token)).Problem.Status);

    [Theory]
    [InlineData("/api/inventory/import", "http://localhost:7071/api/jobs/7")]
    [InlineData("/api/inventory/import/", "http://localhost:7071/api/jobs/7")]
    [InlineData("/inventory/import", "http://localhost:7071/jobs/7")]
    public void LinkTo_KeepsTheCallersPrefix(string path, string expected) =>
        Assert.Equal(expected, Requests.Get(path).LinkTo("inventory/import", "jobs/7").AbsoluteUri);

    private static T Read<T>(string url, Func<QueryReader, T> read)
    {
        QueryReader query = new(Requests.Get(url));
        T value = read(query);
        query.Demand();
        return value;
    }

    private static IEnumerable<string> Refused<T>(string url, Func<QueryReader, T> read)
    {
        ApiException refused = Assert.Throws<ApiException>(() => Read(url, read));
        Assert.Equal(400, refused.Problem.Status);
        return refused.Problem.Errors!.Select(rule => rule.Field);
    }
}
