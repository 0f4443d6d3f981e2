using Azure;
using Azure.Data.Tables;
using InventoryFunctions.Api;
using InventoryFunctions.Domain.Reservations;
using InventoryFunctions.Storage;
using Microsoft.Extensions.Logging;

namespace InventoryFunctions.Reservations;

/// <summary>Lists reservations: those of one item are one range of keys, those of all items are read shard after shard.</summary>
internal sealed class ReservationListing(TableClient table, int shardCount, ILogger logger)
{
    private const int MaxShardsAtOnce = 8;
    private const string All = "reservations";

    public async Task<ListPage<Reservation>> ReadItemAsync(
        string itemId, int shard, string condition, int pageSize, string? continuation, CancellationToken cancellationToken)
    {
        string list = $"{All} {itemId}";
        ReservationPosition? position = Parse(list, continuation);
        string prefix = InventoryKeys.ReservationsOf(itemId);
        if (position is not null && (position.Shard != shard || position.AfterRowKey?.StartsWith(prefix, StringComparison.Ordinal) != true))
        {
            throw Continuation.Malformed();
        }

        ShardPage page = await ReadShardAsync(ReservationFilters.OfItem(shard, itemId, position?.AfterRowKey), condition, pageSize, cancellationToken);
        return new ListPage<Reservation>(page.Reservations, page.Next is null ? null : Continuation.Encode(list, new ReservationPosition(shard, page.Next)));
    }

    public async Task<ListPage<Reservation>> ReadAsync(
        string condition, int pageSize, string? continuation, CancellationToken cancellationToken)
    {
        ReservationPosition position = Parse(All, continuation) ?? new ReservationPosition(0, null);
        List<Reservation> found = [];

        // One shard first: it fills the page where there are many. Then more and more at once, for where there are few.
        for (int atOnce = 1; found.Count < pageSize && position.Shard < shardCount; atOnce = Math.Min(2 * atOnce, MaxShardsAtOnce))
        {
            ReservationPosition start = position;
            int room = pageSize - found.Count;
            ShardPage[] pages = await Task.WhenAll(Enumerable
                .Range(start.Shard, Math.Min(atOnce, shardCount - start.Shard))
                .Select(shard => ReadShardAsync(
                    ReservationFilters.OfShard(shard, shard == start.Shard ? start.AfterRowKey : null), condition, room, cancellationToken)));
            foreach (ShardPage page in pages)
            {
                position = Take(page, position.Shard);
                if (position.AfterRowKey is not null || found.Count == pageSize)
                {
                    break;
                }
            }
        }

        return new ListPage<Reservation>(found, position.Shard < shardCount ? Continuation.Encode(All, position) : null);

        // Takes what the answer still has room for, and says where to go on: in the same shard, or at the beginning of the next.
        ReservationPosition Take(ShardPage page, int shard)
        {
            int room = pageSize - found.Count;
            found.AddRange(page.Reservations.Take(room));
            string? stop = page.Reservations.Count > room ? InventoryKeys.ReservationRow(found[^1].OrderId, found[^1].ItemId) : page.Next;
            return stop is null ? new ReservationPosition(shard + 1, null) : new ReservationPosition(shard, stop);
        }
    }

    private async Task<ShardPage> ReadShardAsync(string range, string condition, int most, CancellationToken cancellationToken)
    {
        List<Reservation> found = [];
        await foreach (Page<TableEntity> page in table
            .QueryAsync<TableEntity>($"{range} and {condition}", most, cancellationToken: cancellationToken)
            .AsPages())
        {
            // Table Storage may answer less than asked for, even nothing, and still have more.
            for (int i = 0; i < page.Values.Count; i++)
            {
                if (TryRead(page.Values[i]) is not { } reservation)
                {
                    continue;
                }

                found.Add(reservation);
                if (found.Count == most)
                {
                    bool more = i + 1 < page.Values.Count || page.ContinuationToken is not null;
                    return new ShardPage(found, more ? page.Values[i].RowKey : null);
                }
            }
        }

        return new ShardPage(found, null);
    }

    // Somebody wrote it past this application: no reason to show nothing, or to keep an item for ever.
    private Reservation? TryRead(TableEntity row)
    {
        try
        {
            return ReservationRow.Read(row).Reservation;
        }
        catch (InvalidDataException unreadable)
        {
            logger.Unreadable(unreadable, row.RowKey, row.PartitionKey);
            return null;
        }
    }

    private ReservationPosition? Parse(string list, string? continuation) => Continuation.Decode<ReservationPosition>(list, continuation) switch
    {
        null when continuation is not null => throw Continuation.Malformed(),
        { } position when position.Shard < 0 || position.Shard >= shardCount
            || position.AfterRowKey?.StartsWith(InventoryKeys.ReservationPrefix, StringComparison.Ordinal) == false => throw Continuation.Malformed(),
        var position => position,
    };

    private sealed record ShardPage(IReadOnlyList<Reservation> Reservations, string? Next);

    private sealed record ReservationPosition(int Shard, string? AfterRowKey);
}
