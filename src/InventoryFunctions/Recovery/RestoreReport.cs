using Azure.Data.Tables;
using InventoryFunctions.Domain.Recovery;
using InventoryFunctions.Jobs;
using InventoryFunctions.Storage;

namespace InventoryFunctions.Recovery;

/// <summary>
/// What restores did, or would do, item by item: table RestoreReports, one partition an execution. Only items that changed since the moment asked for stand
/// there. Writing an entry again replaces it.
/// </summary>
public sealed class RestoreReport(TableServiceClient tables) : IJobAttachment
{
    /// <summary>The table's name.</summary>
    public const string TableName = "RestoreReports";

    private readonly JobEntries<ItemRestoration> _entries = new(tables.GetTableClient(TableName), Read);

    /// <summary>Writes the entries of <paramref name="items"/>, each item once.</summary>
    public Task WriteAsync(string executionId, IReadOnlyList<ItemRestoration> items, CancellationToken cancellationToken) =>
        _entries.WriteAsync(items.Select(item => Write(executionId, item)), cancellationToken);

    /// <summary>The entries of a restore by item id.</summary>
    /// <param name="executionId">Which restore.</param>
    /// <param name="action">Only these, or null for all.</param>
    /// <param name="pageSize">The most entries of the page, 1 to 1,000.</param>
    /// <param name="continuation">What the page before said, or null for the first.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<ListPage<ItemRestoration>> ListAsync(
        string executionId, RestoreAction? action, int pageSize, string? continuation, CancellationToken cancellationToken)
    {
        string filter = JobEntries<ItemRestoration>.Of(executionId);
        return _entries.ListAsync(
            action is { } only ? $"{filter} and {TableClient.CreateQueryFilter($"Action eq {only.ToString()}")}" : filter, pageSize, continuation, cancellationToken);
    }

    /// <inheritdoc/>
    public Task RemoveAllAsync(string executionId, CancellationToken cancellationToken) =>
        _entries.RemoveAsync(JobEntries<ItemRestoration>.Of(executionId), null, cancellationToken);

    private static TableEntity Write(string executionId, ItemRestoration item)
    {
        TableEntity row = new(executionId, item.ItemId)
        {
            [nameof(ItemRestoration.Action)] = item.Action.ToString(),
            [nameof(ItemRestoration.ReservedSince)] = item.ReservedSince,
            [nameof(ItemRestoration.ReturnedSince)] = item.ReturnedSince,
            [nameof(ItemRestoration.ReceivedSince)] = item.ReceivedSince,
            [nameof(ItemRestoration.Shortfall)] = item.Shortfall,
        };
        row.SetIfKnown(nameof(ItemRestoration.RecordedStock), item.RecordedStock);
        row.SetIfKnown(nameof(ItemRestoration.Stock), item.Stock);
        row.SetIfKnown(nameof(ItemRestoration.Reason), item.Reason);
        return row;
    }

    private static ItemRestoration Read(TableEntity row) => new()
    {
        ItemId = row.RowKey,
        Action = Enum.Parse<RestoreAction>(row.GetString(nameof(ItemRestoration.Action))),
        RecordedStock = row.GetInt32(nameof(ItemRestoration.RecordedStock)),
        ReservedSince = row.GetInt64(nameof(ItemRestoration.ReservedSince)).GetValueOrDefault(),
        ReturnedSince = row.GetInt64(nameof(ItemRestoration.ReturnedSince)).GetValueOrDefault(),
        ReceivedSince = row.GetInt64(nameof(ItemRestoration.ReceivedSince)).GetValueOrDefault(),
        Stock = row.GetInt32(nameof(ItemRestoration.Stock)),
        Shortfall = row.GetInt64(nameof(ItemRestoration.Shortfall)).GetValueOrDefault(),
        Reason = row.GetString(nameof(ItemRestoration.Reason)),
    };
}
