using Azure.Data.Tables;
using InventoryFunctions.Domain.Reservations;
using InventoryFunctions.Storage;

namespace InventoryFunctions.Reservations;

/// <summary>The queries for reservations, in the language of Table Storage. Each reads one range of keys of one shard.</summary>
internal static class ReservationFilters
{
    public static string Open { get; } = $"{ReservationRow.State} eq '{nameof(ReservationState.Open)}'";

    public static string Overdue(DateTimeOffset now) =>
        $"{Open} and {ReservationRow.HoldUntil} le " + TableClient.CreateQueryFilter($"{now.ToUniversalTime()}");

    public static string OpenSince(DateTimeOffset time) =>
        $"{Open} and {ReservationRow.DecidedAt} lt " + TableClient.CreateQueryFilter($"{time.ToUniversalTime()}");

    public static string EndedBefore(DateTimeOffset time) =>
        $"not ({Open}) and {ReservationRow.EndedAt} lt " + TableClient.CreateQueryFilter($"{time.ToUniversalTime()}");

    public static string OfItem(int shard, string itemId, string? afterRowKey)
    {
        string prefix = InventoryKeys.ReservationsOf(itemId);
        return Range(shard, afterRowKey ?? prefix, prefix[..^1] + ';');
    }

    public static string OfShard(int shard, string? afterRowKey) =>
        Range(shard, afterRowKey ?? InventoryKeys.ReservationPrefix, InventoryKeys.ReservationEnd);

    private static string Range(int shard, string after, string end) => TableClient.CreateQueryFilter(
        $"PartitionKey eq {InventoryKeys.Partition(shard)} and RowKey gt {after} and RowKey lt {end}");
}
