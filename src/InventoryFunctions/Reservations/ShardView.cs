using Azure;
using Azure.Data.Tables;
using InventoryFunctions.Storage;

namespace InventoryFunctions.Reservations;

/// <summary>What one group knows of its shard: items and reservations as they were read for it, and items remembered from groups before.</summary>
internal sealed class ShardView(TableClient table, string partition, RecentItems recent)
{
    private readonly Dictionary<string, ItemLookup> _items = new(StringComparer.Ordinal);
    private readonly Dictionary<string, TableEntity?> _rows = new(StringComparer.Ordinal);
    private readonly HashSet<string> _remembered = new(StringComparer.Ordinal);

    /// <summary>Reads what the requests need and is not known yet, at once.</summary>
    /// <param name="requests">The requests to answer.</param>
    /// <param name="mayExist">The row keys of reservations to look for, although the request would insert them.</param>
    public async Task ReadAsync(IEnumerable<ReservationRequest> requests, IReadOnlySet<string> mayExist)
    {
        HashSet<string> items = new(StringComparer.Ordinal);
        HashSet<string> rows = new(StringComparer.Ordinal);
        foreach (ReservationRequest request in requests)
        {
            if (request.NeedsItem && !_items.ContainsKey(request.ItemId) && !Remember(request.ItemId))
            {
                items.Add(request.ItemId);
            }

            if ((request is ReservationRequest.Finish || mayExist.Contains(request.RowKey)) && !_rows.ContainsKey(request.RowKey))
            {
                rows.Add(request.RowKey);
            }
        }

        if (items.Count + rows.Count > 0)
        {
            await Task.WhenAll(ReadItemsAsync(items), ReadRowsAsync(rows));
        }
    }

    /// <summary>The item, which must have been asked for.</summary>
    public ItemLookup Item(string itemId) => _items[itemId];

    /// <summary>Whether the item is only remembered: it may have changed before this group's requests were made.</summary>
    public bool IsRemembered(string itemId) => _remembered.Contains(itemId);

    /// <summary>The reservation, or null where it was not looked for or is not there.</summary>
    /// <exception cref="InvalidDataException">The row is no sound reservation.</exception>
    public StoredReservation? Find(string rowKey) => _rows.GetValueOrDefault(rowKey) is { } row ? ReservationRow.Read(row) : null;

    /// <summary>Has the item read again before it is next looked at.</summary>
    public void ForgetItem(string itemId)
    {
        recent.Forget(itemId);
        _items.Remove(itemId);
        _remembered.Remove(itemId);
    }

    /// <summary>Has the reservation read again before it is next looked at.</summary>
    public void ForgetRow(string rowKey) => _rows.Remove(rowKey);

    private bool Remember(string itemId)
    {
        if (recent.Find(itemId) is not { } stored)
        {
            return false;
        }

        _items[itemId] = new ItemLookup(stored, null);
        return _remembered.Add(itemId);
    }

    private async Task ReadItemsAsync(IReadOnlyCollection<string> itemIds)
    {
        TableEntity?[] found = await Task.WhenAll(itemIds.Select(itemId => FindAsync(InventoryKeys.ItemRow(itemId))));
        foreach ((string itemId, TableEntity? row) in itemIds.Zip(found))
        {
            _items[itemId] = row is null ? ItemLookup.Missing : ItemRow.Read(row);
        }
    }

    private async Task ReadRowsAsync(IReadOnlyCollection<string> rowKeys)
    {
        TableEntity?[] found = await Task.WhenAll(rowKeys.Select(FindAsync));
        foreach ((string rowKey, TableEntity? row) in rowKeys.Zip(found))
        {
            _rows[rowKey] = row;
        }
    }

    private async Task<TableEntity?> FindAsync(string rowKey)
    {
        NullableResponse<TableEntity> row = await table.GetEntityIfExistsAsync<TableEntity>(partition, rowKey);
        return row.HasValue ? row.Value : null;
    }
}
