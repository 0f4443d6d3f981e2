using InventoryFunctions.Domain.Inventory;
using InventoryFunctions.Domain.Reservations;

namespace InventoryFunctions.Domain.Recovery;

/// <summary>Compares an item as it stands with what is recorded of it.</summary>
public static class Reconciliation
{
    /// <summary>
    /// How the two differ; nothing where they agree. What began before the record did is taken for granted: an item, or a reservation, that has not
    /// changed since differs from nothing.
    /// </summary>
    /// <param name="present">The item as it was read, before the record was.</param>
    /// <param name="record">What is recorded, or null where nothing is.</param>
    /// <param name="since">When the record begins.</param>
    public static IReadOnlyList<Drift> Of(PresentItem present, ItemRecord? record, DateTimeOffset since) =>
    [
        .. record?.Breaks ?? [],
        .. OfItem(present, record, since),
        .. OfReservations(present, record, since),
    ];

    private static IEnumerable<Drift> OfItem(PresentItem present, ItemRecord? record, DateTimeOffset since)
    {
        InventoryItem? item = present.Item;
        if (present.Unreadable is { } rule)
        {
            yield return New(DriftKind.ItemUnreadable, record?.Last?.Stock, null, $"{rule.Field} {rule.Rule}");
        }
        else if (record?.LastSet is null)
        {
            if (item?.LastUpdated > since)
            {
                yield return New(DriftKind.ItemUnrecorded, null, item.Stock, "its last change is not recorded");
            }
        }
        else if (!record.WasAt(item))
        {
            yield return (record.Last, item) switch
            {
                (null, { } found) => New(DriftKind.ItemUnrecorded, null, found.Stock, "it is there, although the last recorded change deleted it"),
                ({ } last, null) => New(DriftKind.ItemMissing, last.Stock, null, "it is not there, and its deletion is not recorded"),
                var (last, found) => New(DriftKind.ItemDiffers, last?.Stock, found?.Stock, ItemDifferences.Describe(last, found)),
            };
        }

        Drift New(DriftKind kind, long? recorded, long? found, string details) =>
            new() { Kind = kind, ItemId = present.ItemId, Recorded = recorded, Found = found, Details = details };
    }

    private static IEnumerable<Drift> OfReservations(PresentItem present, ItemRecord? record, DateTimeOffset since)
    {
        foreach (string orderId in present.UnreadableOrders)
        {
            yield return New(DriftKind.ReservationUnreadable, orderId, record?.Open.GetValueOrDefault(orderId), null, "its row is no sound reservation");
        }

        foreach (Reservation open in present.Open)
        {
            if (record?.Open.TryGetValue(open.OrderId, out int recorded) == true)
            {
                if (recorded != open.Quantity)
                {
                    yield return New(DriftKind.ReservationDiffers, open.OrderId, recorded, open.Quantity, "it holds another number of pieces than recorded");
                }
            }
            else if (open.DecidedAt > since)
            {
                yield return New(DriftKind.ReservationUnrecorded, open.OrderId, 0, open.Quantity, "it is open, but not recorded as open");
            }
            else if (record?.IsRecordedAsEnded(open.OrderId) == true)
            {
                yield return New(DriftKind.ReservationUnrecorded, open.OrderId, 0, open.Quantity, "it is open, but recorded as ended");
            }
        }

        HashSet<string> there = [.. present.Open.Select(open => open.OrderId), .. present.UnreadableOrders];
        foreach ((string orderId, int quantity) in record?.Open ?? new Dictionary<string, int>())
        {
            if (!there.Contains(orderId))
            {
                yield return New(DriftKind.ReservationMissing, orderId, quantity, 0, "it is recorded as open, but no open reservation is there");
            }
        }

        Drift New(DriftKind kind, string orderId, long? recorded, long? found, string details) =>
            new() { Kind = kind, ItemId = present.ItemId, OrderId = orderId, Recorded = recorded, Found = found, Details = details };
    }
}
