using InventoryFunctions.Domain.Events;
using InventoryFunctions.Domain.Inventory;
using InventoryFunctions.Domain.PurchaseOrders;

namespace InventoryFunctions.Domain.Tests.PurchaseOrders;

public sealed class PurchaseOrderTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Month = TimeSpan.FromDays(30);

    [Fact]
    [Trait("Parity", "B5")]
    public void Open_FirstRequest_AsksForItAndTheLeastWorthBuying()
    {
        PurchaseOrder order = PurchaseOrder.Open("po", Request(quantity: 11, min: 10), Now, Month)!;

        Assert.Equal((21, PurchaseOrderStatus.PendingApproval, 1, Now, Now + Month), (order.Quantity, order.Status, order.Version, order.RequestedAt, order.ExpiresAt));
        Assert.Equal(new RecordedRequest(11, PurchaseOrigin.Order, "o1", null, Now), Assert.Single(order.Requests));
    }

    [Fact]
    public void Open_NothingToBuy_IsNone() => Assert.Null(PurchaseOrder.Open("po", Request(quantity: 0, min: 0), Now, Month));

    [Fact]
    [Trait("Parity", "D5")]
    public void Add_LaterRequest_AddsItsQuantityOnly()
    {
        PurchaseOrder order = PurchaseOrder.Open("po", Request(quantity: 11, min: 10), Now, Month)!;

        order = Add(order, Request(quantity: 4, min: 10), Now.AddHours(1));

        Assert.Equal((25, 2, 2, Now), (order.Quantity, order.Version, order.RequestCount, order.RequestedAt));
    }

    [Fact]
    [Trait("Parity", "D5")]
    public void Add_StockGotLowAgain_LeavesQuantityAndVersion()
    {
        PurchaseOrder order = Add(PurchaseOrder.Open("po", Request(quantity: 0, min: 10), Now, Month)!, Request(quantity: 0, min: 10), Now);

        Assert.Equal((10, 1, 2), (order.Quantity, order.Version, order.RequestCount));
    }

    [Fact]
    [Trait("Parity", "D5")]
    public void Add_MoreIsWorthBuyingThanBefore_AddsTheDifference()
    {
        PurchaseOrder order = Add(PurchaseOrder.Open("po", Request(quantity: 3, min: 0), Now, Month)!, Request(quantity: 0, min: 10), Now);

        Assert.Equal((13, 2), (order.Quantity, order.Version));
        Assert.Equal(17, Add(order, Request(quantity: 4, min: 6), Now).Quantity);
    }

    [Fact]
    public void Add_MoreThanAStockHolds_IsCapped()
    {
        PurchaseRequest most = Request(ItemRules.MaxQuantity, ItemRules.MaxQuantity);

        Assert.Equal(ItemRules.MaxQuantity, Add(PurchaseOrder.Open("po", most, Now, Month)!, most, Now).Quantity);
    }

    [Fact]
    public void Add_ManyRequests_RemembersTheLatestAndCountsAll()
    {
        PurchaseOrder order = PurchaseOrder.Open("po", Request(1, 1), Now, Month)!;
        for (int i = 0; i < 100; i++)
        {
            order = Add(order, Request(i, 1), Now);
        }

        Assert.Equal(101, order.RequestCount);
        Assert.Equal(Enumerable.Range(80, PurchaseOrder.MaxRequests), order.Requests.Select(request => request.Quantity));
    }

    [Fact]
    [Trait("Parity", "D12")]
    public void Check_BadRequest_NamesEveryField()
    {
        Assert.Equal(
            ["productId", "orderId", "minPOAmount", "quantityRequested", "threshold"],
            PurchaseRequest.Check(new CreatePurchaseOrder("a/b", -1, ItemRules.MaxQuantity + 1, "", -1)).Select(broken => broken.Field));
        Assert.Empty(PurchaseRequest.Check(new CreatePurchaseOrder("tv", 0, 0)));
    }

    private static PurchaseOrder Add(PurchaseOrder order, PurchaseRequest request, DateTimeOffset now) =>
        PurchaseOrderTransitions.Apply(order, new PurchaseOrderCommand.Add(request), now).Order;

    private static PurchaseRequest Request(int quantity, int min) => new("e1", "tv", min, quantity, "o1");
}
