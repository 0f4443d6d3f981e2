using System.Diagnostics;
using Azure.Data.Tables;
using InventoryFunctions.Domain.Changes;
using InventoryFunctions.Domain.Reservations;
using InventoryFunctions.Storage;

namespace InventoryFunctions.Reservations;

/// <summary>
/// Decides requests of one shard in memory, in the order of their arrival, each on what those before it leave: what one transaction then stores, or
/// does not.
/// </summary>
internal sealed class ReservationRound(string partition, ShardView view, DateTimeOffset now)
{
    private readonly Dictionary<string, ItemStanding> _items = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ReservationStanding> _rows = new(StringComparer.Ordinal);
    private readonly List<ReservationStanding> _written = [];
    private readonly List<ReservationChange> _steps = [];
    private readonly List<ReservationAnswer> _answers = [];
    private readonly HashSet<string> _doubtful = new(StringComparer.Ordinal);
    private int _changedItems;

    /// <summary>The answers so far, one a request: true once the transaction is stored.</summary>
    public IReadOnlyList<ReservationAnswer> Answers => _answers;

    /// <summary>Whether there is anything to store.</summary>
    public bool Writes => _written.Count > 0;

    /// <summary>The row keys of <see cref="Rows"/>, in their order.</summary>
    public IEnumerable<string> RowKeys => _written.Select(row => row.RowKey);

    /// <summary>
    /// The items on whose remembered state somebody was refused and that this round does not change: nothing would notice that they have changed since.
    /// </summary>
    public IEnumerable<string> Doubtful => _doubtful.Where(itemId => !_items[itemId].Changed);

    /// <summary>The operations of the transaction so far.</summary>
    private int Operations => _changedItems + _written.Count + (_steps.Count > 0 ? 1 : 0);

    /// <summary>Decides as many of <paramref name="requests"/> as one transaction takes.</summary>
    public void Decide(IEnumerable<ReservationRequest> requests, TableLimits limits)
    {
        // The most that one more request adds: its item, its reservation, and the change set.
        foreach (ReservationRequest request in requests)
        {
            int more = (_rows.GetValueOrDefault(request.RowKey) is { IsWritten: true } ? 0 : 1)
                + (!request.NeedsItem || _items.GetValueOrDefault(request.ItemId) is { Changed: true } ? 0 : 1)
                + (_steps.Count > 0 ? 0 : 1);
            if (Operations + more > limits.TransactionOperations)
            {
                break;
            }

            _answers.Add(Answer(request));
        }
    }

    /// <summary>The items that change, each once and all at one time.</summary>
    public IReadOnlyList<PlannedChange> Changes() => ChangeTiming.Align(
        [.. _items.Values.Where(item => item.Changed).Select(item => new PlannedChange(item.Before, item.Now!.NextVersion(now)))], now).Changes;

    /// <summary>The rows of the reservations.</summary>
    public IReadOnlyList<TableTransactionAction> Rows() => [.. _written.Select(row => row.ToAction(partition))];

    /// <summary>What records the round, or null where nobody's reservation changed.</summary>
    public ChangeSet? Record(IReadOnlyList<PlannedChange> changes)
    {
        if (_steps.Count == 0)
        {
            return null;
        }

        string order = _steps[0].OrderId;
        ChangeCause cause = new(ChangeCauseKind.Reservations, _steps.TrueForAll(step => step.OrderId == order) ? order : "");
        DateTimeOffset time = changes is [{ After.LastUpdated: var changed }, ..] ? changed : now;
        return new ChangeSet(
            Guid.CreateVersion7(time), time.ToUniversalTime(), cause, [.. changes.Select(change => new ItemChange(change.Before?.Item, change.After))])
        {
            Reservations = _steps,
        };
    }

    private ReservationAnswer Answer(ReservationRequest request)
    {
        try
        {
            ReservationStanding row = RowOf(request);
            return request switch
            {
                ReservationRequest.Reserve reserve => new ReservationAnswer.Decided(Reserve(reserve.Command, row)),
                ReservationRequest.Finish finish => new ReservationAnswer.Finished(Finish(finish, row)),
                _ => throw new UnreachableException(),
            };
        }
        catch (InvalidDataException unreadable)
        {
            return new ReservationAnswer.Failed(unreadable);
        }
    }

    private LineDecision Reserve(ReserveCommand command, ReservationStanding row)
    {
        if (row.Now is { } decided)
        {
            return decided.Decision;
        }

        ItemStanding? item = view.Item(command.ItemId).Unreadable is null ? ItemOf(command.ItemId) : null;
        LineDecision decision = item is null ? LineDecision.Unavailable.Unreadable : Reserving.Decide(item.Now, command);
        Reservation line = Reserving.Record(command, decision, now);
        if (decision is LineDecision.Reserved reserved)
        {
            Move(item!, -reserved.Quantity);
            Step(null, line);
        }
        else if (view.IsRemembered(command.ItemId))
        {
            _doubtful.Add(command.ItemId);
        }

        Write(row, line);
        return decision;
    }

    private ReservationEnding Finish(ReservationRequest.Finish request, ReservationStanding row)
    {
        ReservationEnding ending = Ending.Decide(row.Now, request.End, now);
        if (ending is not ReservationEnding.Ended { Changed: true, Reservation: var after })
        {
            return ending;
        }

        if (Ending.ReturnsStock(request.End))
        {
            ItemStanding item = ItemOf(request.ItemId);
            int returned = Ending.Returnable(item.Now, after.Quantity);
            after = after with { Unreturned = after.Quantity - returned };
            if (returned > 0)
            {
                Move(item, returned);
            }
            else if (view.IsRemembered(request.ItemId))
            {
                _doubtful.Add(request.ItemId);
            }
        }

        Step(row.Now!.State, after);
        Write(row, after);
        return new ReservationEnding.Ended(after, Changed: true);
    }

    private ReservationStanding RowOf(ReservationRequest request)
    {
        if (!_rows.TryGetValue(request.RowKey, out ReservationStanding? row))
        {
            row = new ReservationStanding(request.RowKey, view.Find(request.RowKey));
            _rows.Add(request.RowKey, row);
        }

        return row;
    }

    private ItemStanding ItemOf(string itemId)
    {
        if (!_items.TryGetValue(itemId, out ItemStanding? item))
        {
            ItemLookup lookup = view.Item(itemId);
            if (lookup.Unreadable is { } unreadable)
            {
                throw new InvalidDataException($"Item {itemId} is unreadable: {unreadable.Rule}.");
            }

            item = new ItemStanding(lookup.Stored);
            _items.Add(itemId, item);
        }

        return item;
    }

    private void Move(ItemStanding item, int pieces)
    {
        _changedItems += item.Changed ? 0 : 1;
        item.Move(pieces);
    }

    private void Write(ReservationStanding row, Reservation after)
    {
        if (!row.IsWritten)
        {
            _written.Add(row);
        }

        row.Write(after);
    }

    private void Step(ReservationState? from, Reservation after) => _steps.Add(
        new ReservationChange(after.OrderId, after.ItemId, after.Quantity, from, after.State, after.HoldUntil) { Unreturned = after.Unreturned });
}
