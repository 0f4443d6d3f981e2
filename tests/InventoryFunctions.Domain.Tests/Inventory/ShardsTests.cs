using FsCheck;
using FsCheck.Fluent;
using InventoryFunctions.Domain.Inventory;

namespace InventoryFunctions.Domain.Tests.Inventory;

public sealed class ShardsTests
{
    // Stored items are found by these numbers: they never change.
    [Theory]
    [InlineData("tv", 64, 15)]
    [InlineData("laptop", 64, 45)]
    [InlineData("ITEM-00000001", 64, 30)]
    [InlineData("85123A", 64, 41)]
    [InlineData("naïve 漢", 64, 11)]
    [InlineData("85123A", 1000, 569)]
    public void Of_KnownIds_IsWhatItAlwaysWas(string itemId, int shardCount, int shard) =>
        Assert.Equal(shard, Shards.Of(itemId, shardCount));

    [Fact]
    public void Of_AnyId_IsAShardThereIsAndTheSameAgain() => Prop
        .ForAll(ArbMap.Default.ArbFor<NonNull<string>>(), Gen.Choose(1, 1000).ToArbitrary(), (id, count) =>
        {
            int shard = Shards.Of(id.Get, count);
            return shard >= 0 && shard < count && shard == Shards.Of(id.Get, count);
        })
        .QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("ITEM-{0:x8}")]
    [InlineData("{0}")]
    [InlineData("SKU {0:D6} A")]
    public void Of_IdsInARow_SpreadEvenly(string format)
    {
        int[] perShard = [.. Enumerable
            .Range(1, 10_000)
            .Select(i => string.Format(System.Globalization.CultureInfo.InvariantCulture, format, i))
            .CountBy(id => Shards.Of(id, Shards.DefaultCount))
            .Select(shard => shard.Value)];

        // 156 on average. A shard of twice that would take two transactions more than its share.
        Assert.Equal(Shards.DefaultCount, perShard.Length);
        Assert.InRange(perShard.Max(), 156, 250);
        Assert.InRange(perShard.Min(), 80, 156);
    }
}
