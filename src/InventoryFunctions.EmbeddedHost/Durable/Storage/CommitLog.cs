using System.Globalization;
using System.Runtime.CompilerServices;
using Azure;
using Azure.Data.Tables;
using Microsoft.Extensions.Logging;

namespace InventoryFunctions.EmbeddedHost.Durable.Storage;

/// <summary>
/// The append-only log of a hub. Rows are numbered without gaps; the number gives the partition, so that two hosts that both believe
/// they own the hub collide on the same row, and the one that lost finds out before anything it did has an effect.
/// </summary>
internal sealed class CommitLog(TableClient table, string hub, TimeProvider clock, ILogger logger)
{
    /// <summary>Rows of one partition: big partitions get slow, small ones cost more deletes.</summary>
    public const int SegmentRows = 500;

    // An entity-group transaction takes 4 MiB (Table Storage limit), with binary as base64: three full rows fit.
    private const int TransactionRows = 3;
    private const int DeletesPerTransaction = 100;

    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    private long _first;
    private long _next;
    private long _readFrom;

    /// <summary>The segment of the last row. It is never trimmed, so that numbers are never used again.</summary>
    public long LastSegment => Math.Max(0, Volatile.Read(ref _next) - 1) / SegmentRows;

    /// <summary>How many rows the log has.</summary>
    public long Rows => _next - _first;

    public long FirstSegment => Volatile.Read(ref _first) / SegmentRows;

    public long BytesAppended { get; private set; }

    /// <summary>
    /// Reads on from where the last reading ended and moves the end of the log behind it. A commit cut short by a crash is skipped; one that
    /// the reading ends in is read again, whole, by the next: its writer may be alive.
    /// </summary>
    public async IAsyncEnumerable<Commit> ReadAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        var filter = TableClient.CreateQueryFilter(
            $"PartitionKey ge {SegmentKey(_readFrom / SegmentRows)} and PartitionKey lt {HubLease.Partition} and RowKey ge {RowKey(_readFrom)}");
        using var bytes = new MemoryStream();
        var (commit, parts) = ("", 0);
        await foreach (var row in table.QueryAsync<TableEntity>(filter, cancellationToken: cancellation))
        {
            var sequence = long.Parse(row.RowKey, CultureInfo.InvariantCulture);
            _first = _next == 0 ? sequence : _first;
            _next = sequence + 1;
            _readFrom = sequence - row.GetInt32("Part")!.Value;
            if (row.GetInt32("Part") == 0)
            {
                (commit, parts) = (row.GetString("Commit"), 0);
                bytes.SetLength(0);
            }
            else if (row.GetString("Commit") != commit || row.GetInt32("Part") != parts)
            {
                continue;
            }

            Packing.Read(row, bytes);
            if (++parts == row.GetInt32("Parts"))
            {
                _readFrom = _next;
                var records = Packing.Unpack(bytes.GetBuffer().AsMemory(0, (int)bytes.Length), StoredJson.Instance.IReadOnlyListLogRecord);
                yield return new Commit(sequence - parts + 1, records);
            }
        }
    }

    /// <summary>
    /// Appends once, so that any other host's next append collides, and hands on what the commits so far have left to deliver. False:
    /// somebody appended meanwhile; read on and try again.
    /// </summary>
    public async Task<bool> TryFenceAsync(string hostId, IReadOnlyList<Delivery>? undelivered, CancellationToken cancellation)
    {
        try
        {
            await AppendAsync([new LogRecord { FencedBy = hostId, Undelivered = undelivered }], cancellation);
            return true;
        }
        catch (HubLostException)
        {
            return false;
        }
    }

    /// <summary>Appends a commit and returns the number of its first row. Keeps trying while storage is unreachable.</summary>
    /// <exception cref="HubLostException">Another host has written at this place, or storage refuses the row for good.</exception>
    public async Task<long> AppendAsync(IReadOnlyList<LogRecord> records, CancellationToken cancellation)
    {
        var packed = Packing.Pack(records, StoredJson.Instance.IReadOnlyListLogRecord);
        // By chance, not by place in the log: it tells this very append from that of another host at the same place (HasLandedAsync).
        var commit = Guid.NewGuid().ToString("N");
        var parts = (packed.Length + Packing.RowBytes - 1) / Packing.RowBytes;
        var first = _next;
        for (var part = 0; part < parts;)
        {
            var sequence = first + part;
            var rows = new List<TableEntity>();
            while (part < parts && rows.Count < TransactionRows && (first + part) / SegmentRows == sequence / SegmentRows)
            {
                rows.Add(Row(first + part, commit, part, parts, packed));
                part++;
            }

            await WriteAsync(rows, commit, cancellation);
        }

        Volatile.Write(ref _next, first + parts);
        BytesAppended += packed.Length;
        return first;
    }

    /// <summary>Deletes everything before a row.</summary>
    public async Task TrimAsync(long before, CancellationToken cancellation)
    {
        while (_first < before)
        {
            var segment = _first / SegmentRows;
            var end = Math.Min(Math.Min(before, (segment + 1) * SegmentRows), _first + DeletesPerTransaction);
            var deletes = new List<TableTransactionAction>();
            for (var sequence = _first; sequence < end; sequence++)
            {
                var row = new TableEntity(SegmentKey(segment), RowKey(sequence)) { ETag = ETag.All };
                deletes.Add(new TableTransactionAction(TableTransactionActionType.Delete, row, ETag.All));
            }

            try
            {
                await table.SubmitTransactionAsync(deletes, cancellation);
            }
            catch (RequestFailedException gone) when (gone.Status == 404)
            {
                // A delete whose answer got lost has landed.
            }

            _first = end;
        }
    }

    private async Task WriteAsync(List<TableEntity> rows, string commit, CancellationToken cancellation)
    {
        for (var pause = FirstPause; ; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            try
            {
                await (rows.Count == 1
                    ? (Task)table.AddEntityAsync(rows[0], cancellation)
                    : table.SubmitTransactionAsync(rows.Select(row => new TableTransactionAction(TableTransactionActionType.Add, row)), cancellation));
                return;
            }
            catch (RequestFailedException refused) when (refused.Status is 400 or 413)
            {
                throw new HubLostException($"Table Storage refuses to store a commit of task hub '{hub}': {refused.Message}", refused);
            }
            catch (Exception failed) when (failed is RequestFailedException or AggregateException or TaskCanceledException && !cancellation.IsCancellationRequested)
            {
                if (await HasLandedAsync(rows[0], commit, cancellation))
                {
                    return;
                }

                EngineLog.AppendFailed(logger, hub, rows[0].RowKey, pause, failed);
                await Task.Delay(pause, clock, cancellation);
            }
        }
    }

    /// <summary>An append whose answer was an error or none may have landed: only the row itself knows.</summary>
    private async Task<bool> HasLandedAsync(TableEntity row, string commit, CancellationToken cancellation)
    {
        try
        {
            var stored = await table.GetEntityIfExistsAsync<TableEntity>(row.PartitionKey, row.RowKey, ["Commit"], cancellation);
            if (stored.HasValue && stored.Value!.GetString("Commit") != commit)
            {
                throw new HubLostException($"Another host has taken the task hub '{hub}' over and written row {row.RowKey} of its log.");
            }

            return stored.HasValue;
        }
        catch (Exception failed) when (failed is RequestFailedException or AggregateException or TaskCanceledException && !cancellation.IsCancellationRequested)
        {
            return false;
        }
    }

    private static TableEntity Row(long sequence, string commit, int part, int parts, byte[] packed)
    {
        var row = new TableEntity(SegmentKey(sequence / SegmentRows), RowKey(sequence)) { ["Commit"] = commit, ["Part"] = part, ["Parts"] = parts };
        var start = part * Packing.RowBytes;
        Packing.Write(row, packed.AsSpan(start, Math.Min(Packing.RowBytes, packed.Length - start)));
        return row;
    }

    private static string SegmentKey(long segment) => segment.ToString("D10", CultureInfo.InvariantCulture);

    private static string RowKey(long sequence) => sequence.ToString("D19", CultureInfo.InvariantCulture);
}
