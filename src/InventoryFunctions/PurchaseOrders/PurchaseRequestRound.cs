using Azure.Data.Tables;
using InventoryFunctions.Domain.Inventory;
using InventoryFunctions.Domain.PurchaseOrders;

namespace InventoryFunctions.PurchaseOrders;

/// <summary>Decides requests in memory, each on what those before it leave: what one transaction then stores, or does not.</summary>
internal sealed class PurchaseRequestRound(IReadOnlyDictionary<string, OpenPurchaseOrder?> read, DateTimeOffset now, TimeSpan expireAfter)
{
    private readonly Dictionary<string, PurchaseOrder> _orders = new(StringComparer.Ordinal);
    private readonly Dictionary<string, PurchaseRequestAnswer> _answers = new(StringComparer.Ordinal);
    private readonly List<TableTransactionAction> _requests = [];

    /// <summary>What stores the decisions; nothing where there is nothing to buy.</summary>
    public IReadOnlyList<TableTransactionAction> Actions => [.. _requests, .. _orders.Values.SelectMany(Write)];

    /// <summary>What became of orders besides growing: those that are opened, and those that are over.</summary>
    public PurchaseOrderStatus[] Became =>
    [
        .. _orders.Values.Where(order => read[order.ProductId]?.Order.PurchaseOrderId != order.PurchaseOrderId).SelectMany(
            order => (IEnumerable<PurchaseOrderStatus>)(read[order.ProductId] is { Order.IsOpen: true } ? [order.Status, PurchaseOrderStatus.Expired] : [order.Status])),
    ];

    public void Decide(PurchaseRequest request)
    {
        PurchaseOrder? before = _orders.GetValueOrDefault(request.ProductId) ?? read[request.ProductId]?.Order;
        PurchaseOrderOutcome? outcome = before is null ? null : PurchaseOrderTransitions.Apply(before, new PurchaseOrderCommand.Add(request), now);
        if (outcome is PurchaseOrderOutcome.Full)
        {
            _answers[request.RequestId] = new PurchaseRequestAnswer(null, Opens: false) { Exceeds = true };
            return;
        }

        PurchaseOrder? grown = (outcome as PurchaseOrderOutcome.Added)?.Order;
        PurchaseOrder? after = grown ?? PurchaseOrder.Open(Guid.CreateVersion7(now).ToString("D"), request, now, expireAfter);
        long asked = grown is null ? (long)request.Quantity + request.MinPurchaseQuantity : before!.QuantityWith(request);
        PurchaseRequestAnswer answer = new(after?.PurchaseOrderId, Opens: after is not null && grown is null) { Exceeds = asked > ItemRules.MaxQuantity };
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
        OpenPurchaseOrder? open = read[order.ProductId];
        TableEntity row = PurchaseOrderRow.Write(order);
        if (open?.Order.PurchaseOrderId == order.PurchaseOrderId)
        {
            yield return new TableTransactionAction(TableTransactionActionType.UpdateReplace, row, open.ETag);
            yield break;
        }

        yield return new TableTransactionAction(TableTransactionActionType.Add, row);
        if (open is null)
        {
            yield return new TableTransactionAction(TableTransactionActionType.Add, PurchaseOrderRow.Open(order));
            yield break;
        }

        // Its time is over, and nobody has recorded that yet: the request would be lost with it. One that was decided since its mark was read has its own
        // records, and the mark is gone.
        if (PurchaseOrderTransitions.Apply(open.Order, new PurchaseOrderCommand.Expire(), now) is PurchaseOrderOutcome.Decided { Order: var expired })
        {
            yield return new TableTransactionAction(TableTransactionActionType.UpdateReplace, PurchaseOrderRow.Write(expired), open.ETag);
            yield return PurchaseOrderRow.Unsettled(expired);
        }

        yield return new TableTransactionAction(TableTransactionActionType.UpdateReplace, PurchaseOrderRow.Open(order), open.MarkETag);
    }
}
