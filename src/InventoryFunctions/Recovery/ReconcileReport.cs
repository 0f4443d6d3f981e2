using System.Text;
using Azure.Data.Tables;
using InventoryFunctions.Domain.Recovery;
using InventoryFunctions.Jobs;
using InventoryFunctions.Storage;

namespace InventoryFunctions.Recovery;

/// <summary>
/// What reconciliations found: table ReconcileReports, one partition an execution, one row a difference, those of an item side by side. Writing an entry
/// again replaces it.
/// </summary>
public sealed class ReconcileReport(TableServiceClient tables) : IJobAttachment
{
    /// <summary>The table's name.</summary>
    public const string TableName = "ReconcileReports";

    // A property holds 32 Ki characters (Table Storage); a transaction of 100 entries, 4 MiB.
    private const int MaxDetails = 4 * 1024;

    private readonly JobEntries<Drift> _entries = new(tables.GetTableClient(TableName), Read);

    /// <summary>Writes the entries of <paramref name="drifts"/>, each once.</summary>
    public Task WriteAsync(string executionId, IReadOnlyList<Drift> drifts, CancellationToken cancellationToken) =>
        _entries.WriteAsync(drifts.Select(drift => Write(executionId, drift)).DistinctBy(row => row.RowKey, StringComparer.Ordinal), cancellationToken);

    /// <summary>The entries of a reconciliation by item id; first those that are about no item.</summary>
    /// <param name="executionId">Which reconciliation.</param>
    /// <param name="kind">Only these, or null for all.</param>
    /// <param name="pageSize">The most entries of the page, 1 to 1,000.</param>
    /// <param name="continuation">What the page before said, or null for the first.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<ListPage<Drift>> ListAsync(string executionId, DriftKind? kind, int pageSize, string? continuation, CancellationToken cancellationToken)
    {
        string filter = JobEntries<Drift>.Of(executionId);
        return _entries.ListAsync(
            kind is { } only ? $"{filter} and {TableClient.CreateQueryFilter($"Kind eq {only.ToString()}")}" : filter, pageSize, continuation, cancellationToken);
    }

    /// <inheritdoc/>
    public Task RemoveAllAsync(string executionId, CancellationToken cancellationToken) =>
        _entries.RemoveAsync(JobEntries<Drift>.Of(executionId), null, cancellationToken);

    // The item first, so that its entries stand together; then what makes the entry one of its own.
    private static string Key(Drift drift) =>
        new StringBuilder(drift.ItemId).Append('|').Append(drift.Kind).Append('|').Append($"{drift.ChangeId:N}").Append('|').Append(drift.OrderId).ToString();

    private static TableEntity Write(string executionId, Drift drift)
    {
        TableEntity row = new(executionId, Key(drift))
        {
            [nameof(Drift.Kind)] = drift.Kind.ToString(),
            [nameof(Drift.Details)] = drift.Details.Length <= MaxDetails ? drift.Details : drift.Details[..MaxDetails],
        };
        row.SetIfKnown(nameof(Drift.ItemId), drift.ItemId);
        row.SetIfKnown(nameof(Drift.ChangeId), drift.ChangeId);
        row.SetIfKnown(nameof(Drift.OrderId), drift.OrderId);
        row.SetIfKnown(nameof(Drift.Recorded), drift.Recorded);
        row.SetIfKnown(nameof(Drift.Found), drift.Found);
        return row;
    }

    private static Drift Read(TableEntity row) => new()
    {
        Kind = Enum.Parse<DriftKind>(row.GetString(nameof(Drift.Kind))),
        ItemId = row.GetString(nameof(Drift.ItemId)),
        ChangeId = row.GetGuid(nameof(Drift.ChangeId)),
        OrderId = row.GetString(nameof(Drift.OrderId)),
        Recorded = row.GetInt64(nameof(Drift.Recorded)),
        Found = row.GetInt64(nameof(Drift.Found)),
        Details = row.GetString(nameof(Drift.Details)),
    };
}
