using System.Text.Json;

namespace InventoryFunctions.ChangeFeed;

/// <summary>A message of queue <c>change-feed</c>: <c>{ "shards": [7, 12] }</c>, whose change sets wait.</summary>
/// <param name="Shards">The shards, from 0.</param>
internal sealed record ChangeFeedMessage(IReadOnlyList<int> Shards)
{
    /// <summary>The most shards of one message; a queue message holds 64 KiB.</summary>
    public const int MaxShards = 1_000;

    public static BinaryData Write(IReadOnlyList<int> shards) =>
        BinaryData.FromBytes(JsonSerializer.SerializeToUtf8Bytes(new ChangeFeedMessage([.. shards.Distinct()]), JsonSerializerOptions.Web));

    /// <summary>The shards that <paramref name="body"/> names; null where it is none of ours.</summary>
    public static IReadOnlyList<int>? Read(BinaryData body, int shardCount)
    {
        try
        {
            return JsonSerializer.Deserialize<ChangeFeedMessage>(body, JsonSerializerOptions.Web)?.Shards is { } shards
                && shards.All(shard => shard >= 0 && shard < shardCount) ? shards : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
