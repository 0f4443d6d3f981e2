using Azure.Data.Tables;
using InventoryFunctions.Domain.PurchaseOrders;

namespace InventoryFunctions.PurchaseOrders;

/// <summary>Decides requests in memory, each on what those before it leave: what one transaction then stores, or does not.</summary>
internal sealed class PurchaseRequestRound(IReadOnlyDictionary<string, OpenPurchaseOrder?> read, DateTimeOffset now)
{
    private readonly Dictionary<string, PurchaseOrder> _orders = new(StringComparer.Ordinal);
    private readonly Dictionary<string, PurchaseRequestAnswer> _answers = new(StringComparer.Ordinal);
    private readonly List<TableTransactionAction> _requests = [];

    /// <summary>What stores the decisions; nothing where there is nothing to buy.</summary>
    public IReadOnlyList<TableTransactionAction> Actions => [.. _requests, .. _orders.Values.SelectMany(Write)];

    public void Decide(PurchaseRequest request)
    {
        PurchaseOrder? before = _orders.GetValueOrDefault(request.ProductId) ?? read[request.ProductId]?.Order;
        PurchaseOrder? after = before?.Add(request, now) ?? PurchaseOrder.Open(Guid.CreateVersion7(now).ToString("D"), request, now);
        PurchaseRequestAnswer answer = new(after?.PurchaseOrderId, Opens: before is null && after is not null);
        _answers[request.RequestId] = answer;
        if (after is not null)
        {
            _orders[request.ProductId] = after;
            _requests.Add(new TableTransactionAction(TableTransactionActionType.Add, PurchaseRequestRow.Write(request, answer, now)));
        }
    }

    public PurchaseRequestAnswer AnswerOf(PurchaseRequest request) => _answers[request.RequestId];

    private IEnumerable<TableTransactionAction> Write(PurchaseOrder order)
    {
        TableEntity row = PurchaseOrderRow.Write(order);
        if (read[order.ProductId] is { ETag: var etag })
        {
            yield return new TableTransactionAction(TableTransactionActionType.UpdateReplace, row, etag);
            yield break;
        }

        yield return new TableTransactionAction(TableTransactionActionType.Add, row);
        yield return new TableTransactionAction(
            TableTransactionActionType.Add,
            new TableEntity(PurchaseOrderKeys.Partition, PurchaseOrderKeys.OpenRow(order.ProductId))
            {
                [nameof(PurchaseOrder.PurchaseOrderId)] = order.PurchaseOrderId,
            });
    }
}
