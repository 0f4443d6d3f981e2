using Azure;
using Azure.Data.Tables;
using InventoryFunctions.Domain.PurchaseOrders;
using InventoryFunctions.Jobs;
using InventoryFunctions.Storage;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace InventoryFunctions.PurchaseOrders;

/// <summary>
/// Purchase orders in table PurchaseOrders. A product has one open purchase order at most, guarded by a row that is inserted (parity D5). Whoever decides
/// an order removes that row in the same transaction.
/// </summary>
public sealed class PurchaseOrderStore
{
    /// <summary>The table's name.</summary>
    public const string TableName = "PurchaseOrders";

    private readonly TableClient _table;
    private readonly ILogger<PurchaseOrderStore> _logger;
    private readonly PurchaseOrderTable _rows;
    private readonly PurchaseRequestCommits _commits;
    private readonly PurchaseOrderChanges _changes;

    /// <summary>The purchase orders in <paramref name="tables"/>.</summary>
    public PurchaseOrderStore(TableServiceClient tables, IOptions<PurchaseOrderOptions> options, PurchaseOrderMetrics metrics, TimeProvider clock, ILogger<PurchaseOrderStore> logger)
    {
        _logger = logger;
        _table = tables.GetTableClient(TableName);
        _rows = new PurchaseOrderTable(_table);
        _commits = new PurchaseRequestCommits(_rows, options.Value, metrics, clock);
        _changes = new PurchaseOrderChanges(_rows, metrics, clock);
    }

    /// <summary>
    /// Opens a purchase order for the product, or adds to the open one. Made again, the request changes nothing and gets the same answer.
    /// </summary>
    /// <exception cref="InvalidDataException">The product's open purchase order is unreadable.</exception>
    /// <exception cref="RequestFailedException">Storage failed; whether the request counts is not known, and making it again is safe.</exception>
    public async Task<PurchaseRequestAnswer> RequestAsync(PurchaseRequest request, CancellationToken cancellationToken)
    {
        PurchaseRequestAnswer answer = await _commits.SubmitAsync(request, cancellationToken);

        // What is refused inserts nothing, so nothing has told yet whether it counted before, when it still fitted.
        return answer is { Exceeds: true, PurchaseOrderId: null }
            && await _rows.FindAsync(PurchaseOrderKeys.RequestRow(request.RequestId), cancellationToken) is { } row
            ? PurchaseRequestRow.Read(row)
            : answer;
    }

    /// <summary>Whether a request of this id counted, this one or another.</summary>
    internal async Task<bool> HasRequestAsync(PurchaseRequest request, CancellationToken cancellationToken) =>
        await _rows.FindAsync(PurchaseOrderKeys.RequestRow(request.RequestId), cancellationToken) is not null;

    /// <summary>Whether what counted under the request's id was this request, and not another with the same id.</summary>
    internal async Task<bool> IsRequestAsync(PurchaseRequest request, CancellationToken cancellationToken) =>
        await _rows.FindAsync(PurchaseOrderKeys.RequestRow(request.RequestId), cancellationToken) is { } row && PurchaseRequestRow.IsOf(row, request);

    /// <summary>The purchase order, or null where there is none: one point read.</summary>
    public async Task<PurchaseOrder?> FindAsync(string purchaseOrderId, CancellationToken cancellationToken) =>
        PurchaseOrderKeys.OrderRow(purchaseOrderId) is { } key && await _rows.FindAsync(key, cancellationToken) is { } row ? PurchaseOrderRow.Read(row) : null;

    /// <summary>As <see cref="FindAsync"/>; null also where what is stored is not sound, which goes to the log.</summary>
    internal async Task<PurchaseOrder?> FindReadableAsync(string purchaseOrderId, CancellationToken cancellationToken)
    {
        try
        {
            return await FindAsync(purchaseOrderId, cancellationToken);
        }
        catch (InvalidDataException unsound)
        {
            _logger.Unsound(unsound, purchaseOrderId);
            return null;
        }
    }

    /// <summary>
    /// Decides, expires or settles a purchase order, on condition that it is as it was read, together with the rows that guard it. A command that comes
    /// again changes nothing.
    /// </summary>
    /// <returns>What became of the order, or null where there is none.</returns>
    /// <exception cref="InvalidDataException">The purchase order is unreadable.</exception>
    /// <exception cref="RequestFailedException">Storage failed; whether the order is changed is not known, and the same again is safe.</exception>
    /// <param name="purchaseOrderId">The order.</param>
    /// <param name="command">What happens to it.</param>
    /// <param name="cancellationToken">Gives up; the order may be changed nevertheless.</param>
    /// <param name="notBefore">It is at least so late, whatever this host's clock says; null where only the clock counts.</param>
    internal Task<PurchaseOrderOutcome?> ApplyAsync(
        string purchaseOrderId, PurchaseOrderCommand command, CancellationToken cancellationToken, DateTimeOffset? notBefore = null) =>
        _changes.ApplyAsync(purchaseOrderId, command, notBefore ?? DateTimeOffset.MinValue, cancellationToken);

    /// <summary>Purchase orders, newest first.</summary>
    /// <param name="status">Only those, or null for all.</param>
    /// <param name="pageSize">The most entries of the page, 1 to 1,000.</param>
    /// <param name="continuation">What the page before said, or null for the first.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<ListPage<PurchaseOrder>> ListAsync(
        PurchaseOrderStatus? status, int pageSize, string? continuation, CancellationToken cancellationToken)
    {
        string filter = TableClient.CreateQueryFilter(
            $"PartitionKey eq {PurchaseOrderKeys.Partition} and RowKey ge {PurchaseOrderKeys.OrderPrefix} and RowKey lt {PurchaseOrderKeys.OrderEnd}");
        if (status is { } wanted)
        {
            filter += TableClient.CreateQueryFilter($" and Status eq {wanted.ToString()}");
        }

        return TablePaging.ReadAsync(_table, filter, PurchaseOrderRow.Read, pageSize, continuation, cancellationToken);
    }
}
