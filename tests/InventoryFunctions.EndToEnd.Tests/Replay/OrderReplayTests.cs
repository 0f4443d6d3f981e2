using System.Net;
using InventoryFunctions.Retail.Replay;

namespace InventoryFunctions.EndToEnd.Tests.Replay;

public sealed class OrderReplayTests : IDisposable
{
    private static readonly DateTime Morning = new(2010, 12, 1, 8, 26, 0, DateTimeKind.Unspecified);
    private static readonly ReplayOptions OneByOne = new() { File = "orders.csv", InFlight = 1 };

    private readonly SkippingTimeProvider _time = new();
    private readonly FakeOrders _system = new() { OnLook = (_, _) => Reserved };
    private readonly HttpClient _http;

    public OrderReplayTests() => _http = new(_system) { BaseAddress = new Uri("http://shop.example/api/") };

    private static object Reserved => new { status = "Reserved", lines = new[] { new { productId = "A", quantity = 5, reservedQuantity = 5 } } };

    private static object Pending => new { status = "Pending", lines = new[] { new { productId = "A", quantity = 5 } } };

    public void Dispose() => _http.Dispose();

    [Fact]
    public async Task Run_Order_IsSentUnderItsInvoiceNumberAndAccountedFor()
    {
        ReplayAccount account = await RunAsync(OneByOne with { Policy = "partial" }, Order("536 365"));

        Assert.Equal(["POST /api/orders", "GET /api/orders/536%20365"], _system.Calls);
        Assert.Equal("""{"orderId":"536 365","lines":[{"productId":"A","quantity":5}],"policy":"partial"}""", Assert.Single(_system.Placed).GetRawText());
        Assert.Equal(new Sum(1, 1, 5), account.Orders["Reserved"]);
        Assert.Empty(account.Problems);
    }

    [Fact]
    public async Task Run_OrderThatIsDecidedLate_IsLookedAtEverLessOften()
    {
        _system.OnLook = (_, look) => look < 20 ? Pending : Reserved;

        ReplayAccount account = await RunAsync(OneByOne, Order("1"));

        Assert.Equal(1, account.Orders["Reserved"].Orders);
        Assert.Equal(20, _time.Pauses.Count);
        Assert.Equal(_time.Pauses.Order(), _time.Pauses);
        Assert.Equal(TimeSpan.FromSeconds(2), _time.Pauses.Last());
    }

    [Fact]
    public async Task Run_OrderThatIsNeverDecided_IsAProblemAfterItsTime()
    {
        _system.OnLook = (_, _) => Pending;

        ReplayAccount account = await RunAsync(OneByOne, Order("1"));

        Assert.Equal("order 1: accepted, and not decided within 5 minutes", Assert.Single(account.Problems));
    }

    [Fact]
    public async Task Run_OrderThatBreaksRules_IsRefusedByThem()
    {
        _system.OnPlace = _ => FakeOrders.Problem(
            HttpStatusCode.BadRequest, "several", ("lines[0].quantity", "must be above zero"), ("lines[17].quantity", "must be above zero"));

        ReplayAccount account = await RunAsync(OneByOne, Order("C1"));

        Assert.Equal(["lines[].quantity must be above zero"], account.Refused.Keys);
        Assert.Empty(account.Problems);
    }

    [Fact]
    public async Task Run_OrderIdWithOtherContent_IsRefusedWithTheDetail()
    {
        _system.OnPlace = _ => FakeOrders.Problem(HttpStatusCode.Conflict, "other content");

        ReplayAccount account = await RunAsync(OneByOne, Order("1"));

        Assert.Equal(["409: other content"], account.Refused.Keys);
    }

    [Fact]
    public async Task Run_SystemThatIsRestarted_IsAskedAgain()
    {
        int posts = 0;
        _system.OnPlace = _ => ++posts switch
        {
            1 => throw new HttpRequestException("refused"),
            2 => new(HttpStatusCode.ServiceUnavailable) { Headers = { RetryAfter = new(TimeSpan.FromSeconds(5)) } },
            _ => new(HttpStatusCode.Accepted),
        };

        ReplayAccount account = await RunAsync(OneByOne, Order("1"));

        Assert.Equal(1, account.Orders["Reserved"].Orders);
        Assert.Equal([TimeSpan.FromMilliseconds(250), TimeSpan.FromSeconds(5)], _time.Pauses.Take(2));
    }

    [Theory]
    [InlineData(HttpStatusCode.InternalServerError, "order 1: 500: ")]
    [InlineData(HttpStatusCode.ServiceUnavailable, "order 1: 503: ")]
    [InlineData(HttpStatusCode.Unauthorized, "order 1: 401: the system asks for a function key; set INVENTORY_FUNCTION_KEY.")]
    public async Task Run_SystemThatAnswersNothingSensible_IsAProblem(HttpStatusCode status, string problem)
    {
        _system.OnPlace = _ => new(status);

        ReplayAccount account = await RunAsync(OneByOne, Order("1"));

        Assert.Equal(problem, Assert.Single(account.Problems));
    }

    [Fact]
    public async Task Run_AtTwiceTheSpeed_SendsOrdersInHalfTheTime()
    {
        await RunAsync(OneByOne with { Speed = 2 }, Order("1"), Order("2") with { PlacedAt = Morning.AddMinutes(10) });

        // Between the two there was one look at the first.
        Assert.Equal(TimeSpan.FromMinutes(5), _time.Pauses.ElementAt(0) + _time.Pauses.ElementAt(1));
        Assert.Equal(3, _time.Pauses.Count);
    }

    [Fact]
    public async Task Run_ManyInFlight_AccountsForEach()
    {
        ReplayAccount account = await RunAsync(OneByOne with { InFlight = 50 }, [.. Enumerable.Range(0, 500).Select(i => Order($"{i}"))]);

        Assert.Equal(new Sum(500, 500, 2500), account.Reserved);
        Assert.Equal(500, _system.Placed.Select(order => order.GetProperty("orderId").GetString()).Distinct().Count());
    }

    private static RetailOrder Order(string id) => new(id, Morning, [new RetailOrderLine("A", 5, 1)]);

    private Task<ReplayAccount> RunAsync(ReplayOptions options, params RetailOrder[] orders) =>
        new OrderReplay(new OrdersClient(_http, _time), _time).RunAsync(orders, options, CancellationToken.None);
}
