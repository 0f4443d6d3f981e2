using System.Text;

namespace InventoryFunctions.Domain.Inventory;

/// <summary>
/// Which of the inventory's shards an item lives in. Everything that must change together with an item shares its shard,
/// because Table Storage has transactions only within one partition.
/// </summary>
/// <remarks>Changing this function orphans every stored item.</remarks>
public static class Shards
{
    /// <summary>The number of shards unless a setting says otherwise. The default value is 64.</summary>
    public const int DefaultCount = 64;

    /// <summary>The shard of <paramref name="itemId"/>, from 0 to <paramref name="shardCount"/> − 1 (FNV-1a over UTF-8).</summary>
    public static int Of(string itemId, int shardCount)
    {
        const uint OffsetBasis = 2166136261;
        const uint Prime = 16777619;
        uint hash = OffsetBasis;
        foreach (byte b in Encoding.UTF8.GetBytes(itemId))
        {
            hash = (hash ^ b) * Prime;
        }

        return (int)(hash % (uint)shardCount);
    }
}
