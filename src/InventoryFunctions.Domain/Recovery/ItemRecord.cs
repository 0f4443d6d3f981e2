using InventoryFunctions.Domain.Changes;
using InventoryFunctions.Domain.Inventory;
using InventoryFunctions.Domain.Reservations;

namespace InventoryFunctions.Domain.Recovery;

/// <summary>
/// What is recorded of one item since a moment: how its changes follow one another, how the last of them left it, and which reservations are open then.
/// Change sets are added oldest first.
/// </summary>
/// <param name="itemId">The item.</param>
/// <param name="since">The moment; what began before is no part of the record.</param>
/// <param name="earlier">
/// What an earlier reading of the same record came to, or null. With it the record also knows how the item was at any time since that reading.
/// </param>
public sealed class ItemRecord(string itemId, DateTimeOffset since, ItemRecord? earlier = null)
{
    // Each more would say the same.
    private const int MaxBreaks = 10;

    // A confirmation changes no item, so that nothing makes it later than the reservation where the clocks of two hosts differ. An order that is reserved
    // anew is so a day after its end at the soonest.
    private static readonly TimeSpan ClocksApart = TimeSpan.FromHours(12);

    private readonly Dictionary<string, int> _open = new(StringComparer.Ordinal);
    private readonly Dictionary<string, DateTimeOffset> _ended = new(StringComparer.Ordinal);
    private readonly List<Drift> _breaks = [];
    private readonly HashSet<InventoryItem> _images = [];
    private bool _wasMissing;
    private bool _keeps = earlier is { LastSet: null };

    /// <summary>The last change set that changed the item, or null where none is recorded.</summary>
    public Guid? LastSet { get; private set; }

    /// <summary>The item as that left it, or null where it deleted it.</summary>
    public InventoryItem? Last { get; private set; }

    /// <summary>Where changes do not follow one another, or the stock does not follow the reservations; the first ten.</summary>
    public IReadOnlyList<Drift> Breaks => _breaks;

    /// <summary>The pieces of the reservations that are recorded as open, by order.</summary>
    public IReadOnlyDictionary<string, int> Open => _open;

    /// <summary>Whether the reservation of an order is recorded as ended, although it was made before the record began.</summary>
    public bool IsRecordedAsEnded(string orderId) => _ended.ContainsKey(orderId);

    /// <summary>Whether the item was so when the last change was recorded, or at some time since the earlier reading. Null: it did not exist.</summary>
    public bool WasAt(InventoryItem? item) => (LastSet is not null && item == Last) || (item is null ? _wasMissing : _images.Contains(item));

    /// <summary>Adds the next change set that touches the item or reservations of it.</summary>
    public void Add(ChangeSet set)
    {
        ReservationChange[] steps = [.. set.Reservations.Where(step => step.ItemId == itemId)];
        ItemChange? change = set.Items.FirstOrDefault(item => item.ItemId == itemId);
        CheckStock(set, change, steps);
        if (change is not null)
        {
            Follow(set, change);
        }

        foreach (ReservationChange step in steps)
        {
            Follow(set, step);
        }
    }

    private void Follow(ChangeSet set, ItemChange change)
    {
        bool follows = LastSet is null ? change.Before is null || change.Before.LastUpdated <= since : change.Before == Last;
        if (!follows)
        {
            Break(DriftKind.BrokenChain, set, Last?.Stock, change.Before?.Stock, LastSet is null
                ? "the first recorded change begins with an item whose own change is not recorded"
                : ItemDifferences.Describe(Last, change.Before));
        }

        Keep(change.Before);
        (LastSet, Last) = (set.Id, change.After);
        _keeps |= earlier?.LastSet == set.Id;
        Keep(change.After);
    }

    private void Keep(InventoryItem? image)
    {
        if (_keeps && image is null)
        {
            _wasMissing = true;
        }
        else if (_keeps)
        {
            _images.Add(image!);
        }
    }

    private void Follow(ChangeSet set, ReservationChange step)
    {
        bool hasEnded = _ended.TryGetValue(step.OrderId, out DateTimeOffset ended);
        if (step.To != ReservationState.Open)
        {
            if (!_open.Remove(step.OrderId))
            {
                _ended[step.OrderId] = set.Time;
            }
        }
        else if (!hasEnded || set.Time - ended > ClocksApart)
        {
            _open[step.OrderId] = step.Quantity;
            _ended.Remove(step.OrderId);
        }
    }

    private void CheckStock(ChangeSet set, ItemChange? change, ReservationChange[] steps)
    {
        if (set.Cause.Kind != ChangeCauseKind.Reservations)
        {
            return;
        }

        long said = steps.Sum(step => step.To switch
        {
            ReservationState.Open => -(long)step.Quantity,
            ReservationState.Released or ReservationState.Expired => step.Quantity - step.Unreturned,
            _ => 0,
        });
        long moved = (long)(change?.After?.Stock ?? 0) - (change?.Before?.Stock ?? 0);
        if (said != moved)
        {
            Break(DriftKind.StockMismatch, set, said, moved, "the stock moved by another number of pieces than the reservations in the same change set say");
        }
    }

    private void Break(DriftKind kind, ChangeSet set, long? recorded, long? found, string details)
    {
        if (_breaks.Count < MaxBreaks)
        {
            _breaks.Add(new Drift { Kind = kind, ItemId = itemId, ChangeId = set.Id, Recorded = recorded, Found = found, Details = details });
        }
    }
}
