using Azure.Data.Tables;
using InventoryFunctions.Domain.Reservations;
using InventoryFunctions.Reservations;
using InventoryFunctions.Storage;

namespace InventoryFunctions.Recovery;

/// <summary>The open reservations of some items of a shard, as their rows say.</summary>
internal sealed class OpenReservations
{
    private readonly Dictionary<string, List<Reservation>> _sound = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<string>> _unreadable = new(StringComparer.Ordinal);

    /// <summary>The items that have some.</summary>
    public IEnumerable<string> ItemIds => _sound.Keys.Union(_unreadable.Keys, StringComparer.Ordinal);

    /// <summary>Reads those of the items that are wanted.</summary>
    public static async Task<OpenReservations> ReadAsync(TableClient table, int shard, Func<string, bool> isWanted, CancellationToken cancellationToken)
    {
        OpenReservations open = new();
        string filter = $"{ReservationFilters.OfShard(shard, null)} and {ReservationFilters.Open}";
        await foreach (TableEntity row in table.QueryAsync<TableEntity>(filter, cancellationToken: cancellationToken))
        {
            open.Add(row, isWanted);
        }

        return open;
    }

    /// <summary>The open reservations of an item.</summary>
    public IReadOnlyList<Reservation> Of(string itemId) => _sound.TryGetValue(itemId, out List<Reservation>? found) ? found : [];

    /// <summary>The orders whose reservation of an item can't be read.</summary>
    public IReadOnlyList<string> UnreadableOf(string itemId) => _unreadable.TryGetValue(itemId, out List<string>? found) ? found : [];

    private void Add(TableEntity row, Func<string, bool> isWanted)
    {
        if (TryReadKey(row.RowKey) is not { } key || !isWanted(key.ItemId))
        {
            return;
        }

        try
        {
            Add(_sound, key.ItemId, ReservationRow.Read(row).Reservation);
        }
        catch (InvalidDataException)
        {
            Add(_unreadable, key.ItemId, key.OrderId);
        }
    }

    // A key that names no item is nobody's reservation; lists of reservations log it.
    private static (string OrderId, string ItemId)? TryReadKey(string rowKey)
    {
        try
        {
            return InventoryKeys.ReservationIn(rowKey);
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    private static void Add<T>(Dictionary<string, List<T>> lists, string itemId, T entry)
    {
        if (!lists.TryGetValue(itemId, out List<T>? list))
        {
            lists.Add(itemId, list = []);
        }

        list.Add(entry);
    }
}
