using Azure.Data.Tables;
using InventoryFunctions.Domain.PurchaseOrders;
using InventoryFunctions.Storage;

namespace InventoryFunctions.PurchaseOrders;

/// <summary>
/// Lets requests count, those that arrive at once in one transaction: the purchase orders they open or add to, the marks of the open ones, and a row for
/// each request. Conditional throughout: where another process was faster, it is read and decided again.
/// </summary>
internal sealed class PurchaseRequestCommits
{
    // 100 operations (Table Storage), at most five a request: its own row, its product's order, the mark of it, and an order before it that is over with
    // the row that has it settled.
    private const int MaxGroup = 20;

    private const int MaxAttempts = 100;

    private readonly PurchaseOrderTable _table;
    private readonly TimeSpan _expireAfter;
    private readonly PurchaseOrderMetrics _metrics;
    private readonly TimeProvider _clock;
    private readonly GroupCommit<PurchaseRequest, Task<PurchaseRequestAnswer>> _group;

    public PurchaseRequestCommits(PurchaseOrderTable table, PurchaseOrderOptions options, PurchaseOrderMetrics metrics, TimeProvider clock)
    {
        _table = table;
        _expireAfter = options.Expire;
        _metrics = metrics;
        _clock = clock;
        _group = new GroupCommit<PurchaseRequest, Task<PurchaseRequestAnswer>>(CommitAsync, MaxGroup);
    }

    public Task<PurchaseRequestAnswer> SubmitAsync(PurchaseRequest request, CancellationToken cancellationToken) =>
        _group.SubmitAsync(request, cancellationToken).Unwrap();

    private async Task<IReadOnlyList<Task<PurchaseRequestAnswer>>> CommitAsync(IReadOnlyList<PurchaseRequest> requests)
    {
        Dictionary<string, Task<PurchaseRequestAnswer>> answers = new(StringComparer.Ordinal);
        PurchaseRequest[] open = [.. requests.DistinctBy(request => request.RequestId, StringComparer.Ordinal)];
        for (int attempt = 0; attempt < MaxAttempts; attempt++)
        {
            Dictionary<string, ReadProduct> read = await ReadAsync(open);
            foreach (PurchaseRequest request in open)
            {
                if (read[request.ProductId].Unsound is { } unsound)
                {
                    // What is wrong with one product keeps nobody from asking for another.
                    answers[request.RequestId] = Task.FromException<PurchaseRequestAnswer>(unsound);
                }
            }

            open = Unanswered();
            PurchaseRequestRound round = new(read.ToDictionary(pair => pair.Key, pair => pair.Value.Open, StringComparer.Ordinal), _clock.GetUtcNow(), _expireAfter);
            Array.ForEach(open, round.Decide);
            if (await _table.TrySubmitAsync(round.Actions, CancellationToken.None))
            {
                Array.ForEach(round.Became, _metrics.Became);
                Array.ForEach(open, request => answers[request.RequestId] = Task.FromResult(round.AnswerOf(request)));
                return [.. requests.Select(request => answers[request.RequestId])];
            }

            // Some may have counted before: the event came again, or the answer to this very transaction was lost.
            TableEntity?[] counted = await Task.WhenAll(open.Select(request => FindAsync(PurchaseOrderKeys.RequestRow(request.RequestId))));
            foreach ((PurchaseRequest request, TableEntity? row) in open.Zip(counted))
            {
                if (row is not null)
                {
                    answers[request.RequestId] = Task.FromResult(PurchaseRequestRow.Read(row));
                }
            }

            open = Unanswered();
        }

        throw new InvalidOperationException($"Purchase orders were changed by others during each of {MaxAttempts} attempts to add to them.");

        PurchaseRequest[] Unanswered() => [.. open.Where(request => !answers.ContainsKey(request.RequestId))];
    }

    private async Task<Dictionary<string, ReadProduct>> ReadAsync(IEnumerable<PurchaseRequest> requests)
    {
        string[] products = [.. requests.Select(request => request.ProductId).Distinct(StringComparer.Ordinal)];
        ReadProduct[] found = await Task.WhenAll(products.Select(ReadAsync));
        return products.Zip(found).ToDictionary(pair => pair.First, pair => pair.Second, StringComparer.Ordinal);
    }

    private async Task<ReadProduct> ReadAsync(string productId)
    {
        if (await FindAsync(PurchaseOrderKeys.OpenRow(productId)) is not { } mark)
        {
            return new ReadProduct(null);
        }

        if (PurchaseOrderKeys.OrderRow(PurchaseOrderRow.ReadId(mark) ?? "") is not { } key || await FindAsync(key) is not { } row)
        {
            return new ReadProduct(null, new InvalidDataException($"Row {mark.RowKey} of table {PurchaseOrderStore.TableName} marks a purchase order that is not there."));
        }

        try
        {
            return new ReadProduct(new OpenPurchaseOrder(PurchaseOrderRow.Read(row), row.ETag, mark.ETag));
        }
        catch (InvalidDataException unsound)
        {
            return new ReadProduct(null, unsound);
        }
    }

    private Task<TableEntity?> FindAsync(string rowKey) => _table.FindAsync(rowKey, CancellationToken.None);

    // What is stored of a product: its open order, none, or something that can't be read.
    private sealed record ReadProduct(OpenPurchaseOrder? Open, InvalidDataException? Unsound = null);
}
