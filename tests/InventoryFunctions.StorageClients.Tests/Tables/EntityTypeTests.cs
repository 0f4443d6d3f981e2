using System.Runtime.Serialization;
using Azure;
using Azure.Data.Tables;
using InventoryFunctions.Testing;

namespace InventoryFunctions.StorageClients.Tests.Tables;

public sealed class EntityTypeTests(AzuriteFixture azurite) : TableTestBase(azurite)
{
    public enum Grade
    {
        Low,
        High,
    }

    public static TheoryData<object> Values => new()
    {
        "text with \"quotes\", \\ and\nnew lines, ü and 漢字 😀",
        "",
        0,
        int.MinValue,
        int.MaxValue,
        (long)1,
        long.MinValue,
        long.MaxValue,
        true,
        false,
        10.0,
        0.1,
        -1.5e300,
        double.MaxValue,
        double.Epsilon,
        Guid.Parse("0f8fad5b-d9cb-469f-a165-70867728950e"),
        new DateTimeOffset(2026, 2, 28, 23, 59, 59, 999, TimeSpan.Zero).AddTicks(1234),
        new byte[] { 0, 1, 2, 250, 255 },
        Array.Empty<byte>(),
    };

    [Theory]
    [MemberData(nameof(Values))]
    public async Task Value_ThereAndBack_KeepsTypeAndValue(object value)
    {
        await Table.UpsertEntityAsync(new TableEntity("p", "r") { ["Value"] = value });

        var back = (await Table.GetEntityAsync<TableEntity>("p", "r")).Value["Value"];

        Assert.IsType(value.GetType(), back);
        Assert.Equal(value, back);
    }

    [Theory]
    [MemberData(nameof(Values))]
    public async Task Value_ThroughTransactionAndQuery_KeepsTypeAndValue(object value)
    {
        await Table.SubmitTransactionAsync(
            [new TableTransactionAction(TableTransactionActionType.UpsertReplace, new TableEntity("p", "r") { ["Value"] = value })]);

        var back = await SingleAsync<TableEntity>();

        Assert.IsType(value.GetType(), back["Value"]);
        Assert.Equal(value, back["Value"]);
    }

    [Fact]
    public async Task DateTime_Utc_ComesBackAsTheSameInstant()
    {
        var instant = new DateTime(2026, 2, 28, 12, 0, 0, DateTimeKind.Utc);
        await Table.UpsertEntityAsync(new TableEntity("p", "r") { ["At"] = instant });

        var entity = (await Table.GetEntityAsync<TableEntity>("p", "r")).Value;

        Assert.Equal(instant, entity.GetDateTime("At"));
        Assert.Equal(DateTimeKind.Utc, entity.GetDateTime("At")!.Value.Kind);
        Assert.Equal(new DateTimeOffset(instant), entity.GetDateTimeOffset("At"));
    }

    [Fact]
    public async Task DateTimeOffset_WithOffset_ComesBackAsTheSameInstant()
    {
        var instant = new DateTimeOffset(2026, 2, 28, 12, 0, 0, TimeSpan.FromHours(2));
        await Table.UpsertEntityAsync(new TableEntity("p", "r") { ["At"] = instant });

        Assert.Equal(instant, (await Table.GetEntityAsync<TableEntity>("p", "r")).Value.GetDateTimeOffset("At"));
    }

    [Fact]
    public async Task Null_IsNotStored()
    {
        await Table.UpsertEntityAsync(new TableEntity("p", "r") { ["Name"] = "bolt" });
        await Table.UpsertEntityAsync(new TableEntity("p", "r") { ["Name"] = null, ["Other"] = null });

        var entity = (await Table.GetEntityAsync<TableEntity>("p", "r")).Value;

        Assert.Equal("bolt", entity.GetString("Name"));
        Assert.Null(entity["Other"]);
    }

    [Fact]
    public async Task Getter_OfAnotherType_Throws()
    {
        await Table.UpsertEntityAsync(new TableEntity("p", "r") { ["Name"] = "bolt" });

        var entity = (await Table.GetEntityAsync<TableEntity>("p", "r")).Value;

        Assert.Throws<InvalidOperationException>(() => entity.GetInt32("Name"));
        Assert.Null(entity.GetInt32("Missing"));
    }

    [Fact]
    public Task Enum_InADictionary_IsRefused() =>
        Assert.ThrowsAsync<NotSupportedException>(() => Table.AddEntityAsync(new TableEntity("p", "r") { ["Grade"] = Grade.High }));

    [Fact]
    public async Task Class_ThereAndBack_KeepsEveryProperty()
    {
        var part = new Part
        {
            PartitionKey = "p",
            RowKey = "r",
            Name = "bolt",
            Count = 4,
            Large = long.MaxValue,
            Weight = 10.0,
            Id = Guid.NewGuid(),
            At = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero),
            Day = new DateTime(2026, 1, 2, 0, 0, 0, DateTimeKind.Utc),
            Data = [1, 2, 3],
            Sold = true,
            Grade = Grade.High,
            Optional = 7,
            Scratch = "not stored",
        };
        var added = await Table.AddEntityAsync(part);

        var back = (await Table.GetEntityAsync<Part>("p", "r")).Value;
        var stored = await SingleAsync<TableEntity>();

        Assert.Equivalent(
            new { part.Name, part.Count, part.Large, part.Weight, part.Id, part.At, part.Day, part.Data, part.Sold, part.Grade, part.Optional }, back);
        Assert.Null(back.Missing);
        Assert.Null(back.Scratch);
        Assert.Equal(added.Headers.ETag, back.ETag);
        Assert.NotNull(back.Timestamp);
        Assert.Equal("bolt", stored.GetString("part_name"));
        Assert.Equal("High", stored.GetString("Grade"));
        Assert.False(stored.ContainsKey("Name"));
        Assert.False(stored.ContainsKey("Scratch"));
        Assert.False(stored.ContainsKey("ETag"));
    }

    [Theory]
    [InlineData("plain")]
    [InlineData("with space")]
    [InlineData("it's ''quoted''")]
    [InlineData("50% off %25")]
    [InlineData("ünïcödé 漢字 😀")]
    [InlineData("a+b")]
    [InlineData("item:42:x")]
    [InlineData("a|b")]
    [InlineData("a&b=c;d,e")]
    [InlineData("(x)[y]{z}")]
    [InlineData("~!@$^*_-.\"<>`")]
    public async Task Key_WithCharacters_IsFoundUpdatedAndDeleted(string key)
    {
        await Table.AddEntityAsync(new TableEntity(key, key) { ["Step"] = 1 });
        await Table.UpdateEntityAsync(new TableEntity(key, key) { ["Step"] = 2 }, ETag.All);
        await Table.SubmitTransactionAsync([new TableTransactionAction(TableTransactionActionType.UpdateMerge, new TableEntity(key, key) { ["Batch"] = true })]);

        var entity = (await Table.GetEntityAsync<TableEntity>(key, key)).Value;
        var found = await SingleAsync<TableEntity>(TableClient.CreateQueryFilter($"PartitionKey eq {key} and RowKey eq {key}"));

        Assert.Equal((key, key), (entity.PartitionKey, entity.RowKey));
        Assert.Equal(2, entity.GetInt32("Step"));
        Assert.True(entity.GetBoolean("Batch"));
        Assert.Equal(key, found.RowKey);
        Assert.Equal(204, (await Table.DeleteEntityAsync(key, key)).Status);
    }

    private async Task<T> SingleAsync<T>(string? filter = null)
        where T : class, ITableEntity
    {
        var rows = new List<T>();
        await foreach (var row in Table.QueryAsync<T>(filter))
        {
            rows.Add(row);
        }

        return Assert.Single(rows);
    }

    public sealed class Part : ITableEntity
    {
        public string PartitionKey { get; set; } = "";

        public string RowKey { get; set; } = "";

        public DateTimeOffset? Timestamp { get; set; }

        public ETag ETag { get; set; }

        [DataMember(Name = "part_name")]
        public string Name { get; set; } = "";

        public int Count { get; set; }

        public long Large { get; set; }

        public double Weight { get; set; }

        public Guid Id { get; set; }

        public DateTimeOffset At { get; set; }

        public DateTime Day { get; set; }

        public byte[] Data { get; set; } = [];

        public bool Sold { get; set; }

        public Grade Grade { get; set; }

        public int? Optional { get; set; }

        public string? Missing { get; set; }

        [IgnoreDataMember]
        public string? Scratch { get; set; }
    }
}
