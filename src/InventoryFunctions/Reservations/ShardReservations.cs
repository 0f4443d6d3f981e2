using Azure.Data.Tables;
using InventoryFunctions.Storage;

namespace InventoryFunctions.Reservations;

/// <summary>
/// The reservations of one shard. What is asked for at once is decided in the order of arrival and stored in one transaction, on condition that
/// every item is as it was read; where somebody else was faster, it is read and decided again. So a hot item takes as many orders as fit a transaction
/// in the time of one write, and never gives a piece twice.
/// </summary>
internal sealed class ShardReservations
{
    /// <summary>The most requests that fit one transaction: 100 operations (Table Storage), less an item and the change set.</summary>
    private const int MaxGroup = 98;

    // Each lost attempt is another's success; whoever loses this often had better be asked again.
    private const int MaxAttempts = 100;

    private readonly TableClient _table;
    private readonly string _partition;
    private readonly TableLimits _limits;
    private readonly TimeProvider _time;
    private readonly IChangeNudge _nudge;
    private readonly int _shard;
    private readonly RecentItems _recent = new();
    private readonly GroupCommit<ReservationRequest, ReservationAnswer> _group;

    public ShardReservations(TableClient table, int shard, TableLimits limits, TimeProvider time, IChangeNudge nudge)
    {
        _table = table;
        _partition = InventoryKeys.Partition(shard);
        _limits = limits;
        _time = time;
        _nudge = nudge;
        _shard = shard;
        _group = new GroupCommit<ReservationRequest, ReservationAnswer>(CommitAsync, MaxGroup);
    }

    public Task<ReservationAnswer> SubmitAsync(ReservationRequest request, CancellationToken cancellationToken) =>
        _group.SubmitAsync(request, cancellationToken);

    private async Task<IReadOnlyList<ReservationAnswer>> CommitAsync(IReadOnlyList<ReservationRequest> requests)
    {
        List<ReservationAnswer> answers = new(requests.Count);
        while (answers.Count < requests.Count)
        {
            answers.AddRange(await CommitFirstAsync([.. requests.Skip(answers.Count)]));
        }

        return answers;
    }

    /// <summary>Answers as many of the requests, from the first on, as one transaction takes; at least one.</summary>
    private async Task<IReadOnlyList<ReservationAnswer>> CommitFirstAsync(IReadOnlyList<ReservationRequest> requests)
    {
        ShardView view = new(_table, _partition, _recent);
        HashSet<string> mayExist = new(StringComparer.Ordinal);
        int most = requests.Count;
        bool isInDoubt = false;
        for (int attempt = 0; attempt < MaxAttempts; attempt++)
        {
            ReservationRound round = await DecideAsync([.. requests.Take(most)], view, mayExist);
            if (!round.Writes)
            {
                // Met its own rows: the transaction is stored, and only its answer was lost.
                Nudge(isInDoubt);
                return round.Answers;
            }

            IReadOnlyList<PlannedChange> changes = round.Changes();
            if (InventoryTransaction.Build(_partition, changes, round.Record(changes), round.Rows(), _limits) is not { } transaction)
            {
                most = round.Answers.Count > 1
                    ? round.Answers.Count / 2
                    : throw new InvalidOperationException("A single reservation is larger than what Table Storage takes in one transaction.");
                continue;
            }

            switch (await SubmitAsync(transaction, changes))
            {
                case TransactionResult.Stored:
                    Nudge(isInDoubt || transaction.ChangeSetId is not null);
                    return round.Answers;
                case TransactionResult.Conflict conflict:
                    isInDoubt |= transaction.ChangeSetId is not null;
                    Doubt(conflict, transaction, round, view, mayExist);
                    break;
            }
        }

        throw new InvalidOperationException($"Items of shard {_partition} were changed by others during each of {MaxAttempts} attempts to reserve them.");
    }

    private void Nudge(bool hasCommitted)
    {
        if (hasCommitted)
        {
            _nudge.Committed(_shard);
        }
    }

    /// <summary>Decides, and again where somebody was refused on the strength of what may have changed before it was asked for.</summary>
    private async Task<ReservationRound> DecideAsync(IReadOnlyList<ReservationRequest> requests, ShardView view, HashSet<string> mayExist)
    {
        while (true)
        {
            await view.ReadAsync(requests, mayExist);
            ReservationRound round = new(_partition, view, _time.GetUtcNow());
            round.Decide(requests, _limits);
            string[] doubtful = [.. round.Doubtful];
            if (doubtful.Length == 0)
            {
                return round;
            }

            Array.ForEach(doubtful, view.ForgetItem);
        }
    }

    private async Task<TransactionResult> SubmitAsync(InventoryTransaction transaction, IReadOnlyList<PlannedChange> changes)
    {
        TransactionResult? result = null;
        try
        {
            result = await TransactionSubmission.SubmitAsync(_table, transaction, CancellationToken.None);
            return result;
        }
        finally
        {
            // Without an answer nobody knows whether it is stored, nor with which ETags.
            Nudge(result is null && transaction.ChangeSetId is not null);
            for (int i = 0; i < changes.Count; i++)
            {
                if (result is TransactionResult.Stored stored && stored.Answers[i].Headers.ETag is { } etag)
                {
                    _recent.Keep(new StoredItem(changes[i].After!, etag));
                }
                else
                {
                    _recent.Forget(changes[i].ItemId);
                }
            }
        }
    }

    /// <summary>
    /// Has read again what the conflict is about. Where the transaction is stored after all and only the answer was lost, its own rows are met there, and
    /// answer the requests.
    /// </summary>
    private static void Doubt(
        TransactionResult.Conflict conflict, InventoryTransaction transaction, ReservationRound round, ShardView view, HashSet<string> mayExist)
    {
        string[] rows = [.. round.RowKeys];
        int row = (conflict.Operation ?? -1) - transaction.FirstAlongside;
        if (row >= 0 && row < rows.Length && mayExist.Count == 0)
        {
            // A single line that was decided before; where there is a second one, many may be.
            rows = [rows[row]];
        }

        if (row < 0)
        {
            foreach (PlannedChange change in transaction.Changes)
            {
                view.ForgetItem(change.ItemId);
            }
        }

        if (row >= 0 || conflict.Operation is null)
        {
            foreach (string rowKey in rows)
            {
                mayExist.Add(rowKey);
                view.ForgetRow(rowKey);
            }
        }
    }
}
