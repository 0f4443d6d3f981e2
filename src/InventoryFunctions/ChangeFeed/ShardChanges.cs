using System.Text.Json;
using Azure.Data.Tables;
using InventoryFunctions.Domain.Changes;
using InventoryFunctions.StockLevels;
using InventoryFunctions.Storage;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace InventoryFunctions.ChangeFeed;

/// <summary>
/// Processes change sets, oldest first: journal them, act on them, delete their rows. Whoever dies in between leaves the rows, and all of it is done
/// again: the journal is written over with the same, an orchestration starts once, what is deleted stays so. Two at once do each other no harm. A change
/// set is set aside only for what is provably wrong with itself.
/// </summary>
internal sealed class ShardChanges(
    TableServiceClient tables, InventoryJournal journal, SetAsideChanges aside, ChangeFailures failures, ILogger<ShardChanges> logger)
{
    /// <summary>After so many failures of its own a change set is set aside. The value is 5.</summary>
    public const int MaxAttempts = 5;

    private const int SetsAtOnce = 16;

    private readonly ChangeRows _rows = new(tables.GetTableClient(InventoryStore.TableName));

    /// <summary>Processes what waits in a shard, up to <paramref name="maxPages"/> of <see cref="ChangeRows.MaxPage"/>.</summary>
    /// <returns>Whether there may be more.</returns>
    /// <exception cref="Exception">Something failed that has to be tried again; everything else is processed.</exception>
    public async Task<bool> ProcessAsync(int shard, int maxPages, DurableTaskClient client, CancellationToken cancellationToken)
    {
        List<Exception> problems = [];
        string? after = null;
        bool more = true;
        for (int page = 0; more && page < maxPages; page++)
        {
            (IReadOnlyList<TableEntity> rows, more) = await _rows.ReadAsync(shard, after, ChangeRows.MaxPage, null, cancellationToken);
            if (rows.Count > 0)
            {
                problems.AddRange(await ProcessAsync(shard, rows, client, cancellationToken));
                after = rows[^1].RowKey;
            }
        }

        return problems.Count == 0 ? more : throw new AggregateException(problems);
    }

    private async Task<IEnumerable<Exception>> ProcessAsync(
        int shard, IReadOnlyList<TableEntity> rows, DurableTaskClient client, CancellationToken cancellationToken)
    {
        List<(TableEntity Row, ChangeSet Set)> sound = new(rows.Count);
        foreach (TableEntity row in rows)
        {
            if (TryRead(row, out Exception? unreadable) is { } set)
            {
                sound.Add((row, set));
            }
            else
            {
                await SetAsideAsync(row, unreadable!, cancellationToken);
            }
        }

        await journal.WriteAsync([.. sound.Select(change => change.Row)], cancellationToken);
        Exception?[] outcomes = new Exception?[sound.Count];
        ParallelOptions atOnce = new() { MaxDegreeOfParallelism = SetsAtOnce, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(
            Enumerable.Range(0, sound.Count), atOnce, async (i, cancellation) => outcomes[i] = await TryActAsync(client, sound[i].Set, cancellation));
        await _rows.DeleteAsync([.. sound.Zip(outcomes).Where(change => change.Second is null).Select(change => change.First.Row)], cancellationToken);
        foreach (((TableEntity row, _), Exception? failure) in sound.Zip(outcomes))
        {
            if (failure is not null && IsOwnFault(failure))
            {
                await NoteAsync(shard, row, failure, cancellationToken);
            }
        }

        return outcomes.OfType<Exception>();
    }

    private static ChangeSet? TryRead(TableEntity row, out Exception? unreadable)
    {
        try
        {
            unreadable = null;
            ChangeSet set = ChangeRow.Read(row);
            return set.Id == InventoryKeys.ChangeSetIdOf(row.RowKey)
                ? set
                : throw new InvalidDataException($"Row {row.RowKey} holds change set {set.Id:N}.");
        }
#pragma warning disable CA1031 // Whatever is wrong with it, it must hold up no other.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            unreadable = failure;
            return null;
        }
    }

    private static async Task<Exception?> TryActAsync(DurableTaskClient client, ChangeSet set, CancellationToken cancellationToken)
    {
        try
        {
            await LevelChecks.StartAsync(client, set, cancellationToken);
            return null;
        }
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
        {
            return failure;
        }
    }

    // Everything else is storage, or the durable engine, that can't do it now, and says nothing against a change set: it is tried for as long as it takes.
    // The engine's failures can't be told one by one: Azure's client throws what its gRPC channel does, the embedded one what Table Storage answers.
    private static bool IsOwnFault(Exception failure) =>
        failure is ArgumentException or JsonException or NotSupportedException or InvalidDataException or FormatException;

    private async Task NoteAsync(int shard, TableEntity row, Exception failure, CancellationToken cancellationToken)
    {
        ChangeFailure noted = await failures.NoteAsync(row, failure, cancellationToken);
        logger.Failed(failure, row.RowKey, shard, noted.Attempts);
        if (noted.Attempts >= MaxAttempts)
        {
            await aside.AddAsync(row, noted, cancellationToken);
        }
    }

    // Nothing makes it readable by being tried again.
    private async Task SetAsideAsync(TableEntity row, Exception unreadable, CancellationToken cancellationToken) =>
        await aside.AddAsync(row, (await failures.NoteAsync(row, unreadable, cancellationToken)), cancellationToken);
}
