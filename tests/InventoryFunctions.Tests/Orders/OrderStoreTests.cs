using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Data.Tables;
using InventoryFunctions.Domain.Orders;
using InventoryFunctions.Domain.Reservations;
using InventoryFunctions.Orders;
using InventoryFunctions.Testing;
using InventoryFunctions.Tests.BatchUpdates;

namespace InventoryFunctions.Tests.Orders;

[Trait("Parity", "D4")]
public sealed class OrderStoreTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Accept_SameIdAgain_AnswersTheFirst()
    {
        (OrderStore store, _) = await CreateAsync();

        OrderClaim<Order> first = await store.AcceptAsync(Order("o1", 1), Noon, default);
        OrderClaim<Order> second = await store.AcceptAsync(Order("o1", 2), Noon.AddHours(1), default);

        Assert.Equal(new OrderClaim<Order>(Order("o1", 1), true, Noon), first);
        Assert.Equal(new OrderClaim<Order>(Order("o1", 1), false, Noon), second);
    }

    [Fact]
    public async Task Accept_ManyAtOnceWithRepetitions_OneOfEachIsFirst()
    {
        (OrderStore store, StorageTraffic traffic) = await CreateAsync();
        await store.AcceptAsync(Order("o7", 7), Noon, default);
        traffic.Clear();

        TaskCompletionSource together = new();
        traffic.Before = _ => together.Task;

        Task<OrderClaim<Order>>[] accepting = [.. Enumerable.Range(0, 300).Select(i => store.AcceptAsync(Order($"o{i % 100}", i), Noon, default))];
        together.SetResult();
        OrderClaim<Order>[] claims = await Task.WhenAll(accepting);

        Assert.Equal(99, claims.Count(claim => claim.IsFirst));
        Assert.All(claims.GroupBy(claim => claim.Standing.OrderId), same => Assert.Single(same.Select(claim => claim.Standing).Distinct()));
        Assert.Equal(7, claims[7].Standing.Lines[0].Quantity);
        Assert.InRange(traffic.Calls.Count(call => call.Path.Contains("$batch", StringComparison.Ordinal)), 1, 20);
    }

    [Fact]
    public async Task Decide_TwoProcessesAtOnce_OneOutcomeStands()
    {
        string account = azurite.NewAccount();
        (OrderStore one, _) = await CreateAsync(account);
        (OrderStore other, _) = await CreateAsync(account);

        OrderClaim<OrderOutcome>[] claims = await Task.WhenAll(
            Enumerable.Range(0, 40).Select(i => (i % 2 == 0 ? one : other).DecideAsync(Outcome($"o{i / 2}", 1 + i), Noon, default)));

        Assert.Equal(20, claims.Count(claim => claim.IsFirst));
        Assert.All(claims.GroupBy(claim => claim.Standing.OrderId), same => Assert.Single(same.Select(claim => claim.Standing.Lines[0].RequestedQuantity).Distinct()));
    }

    [Fact]
    public async Task Accept_AnswerOfStorageIsLost_IsAcceptedOnceAndAnswered()
    {
        string account = azurite.NewAccount();
        (OrderStore present, _) = await CreateAsync(account);
        using FirstAnswerLost wire = new();
        OrderStore store = new(new TableServiceClient(account, new TableClientOptions { Transport = new HttpClientTransport(wire) }));

        OrderClaim<Order> claim = await store.AcceptAsync(Order("o1", 1), Noon, default);

        Assert.True(wire.Lost);
        Assert.Equal(Order("o1", 1), claim.Standing);
        Assert.Equal(Order("o1", 1), await present.FindAcceptedAsync("o1", default));
    }

    [Fact]
    public async Task Find_AtEveryStage_ShowsHowFarTheOrderIs()
    {
        (OrderStore store, _) = await CreateAsync();

        Assert.Null(await store.FindAsync("o1", default));
        Assert.Null(await store.FindAsync("no/id", default));
        await store.AcceptAsync(Order("o1", 2), Noon, default);
        Assert.Equal(new OrderRecord("o1", Order("o1", 2)), await store.FindAsync("o1", default));
        await store.DecideAsync(Outcome("o1", 2), Noon.AddMinutes(1), default);
        OrderRecord decided = (await store.FindAsync("o1", default))!;
        Assert.Equal((OrderStatus.Reserved, Noon.AddMinutes(1), 2), (decided.Status, decided.Outcome!.DecidedAt, decided.Outcome.Lines[0].RequestedQuantity));
        await store.EndAsync("o1", ReservationEnd.Release, Noon.AddMinutes(2), default);
        await store.EndAsync("o1", ReservationEnd.Expire, Noon.AddMinutes(3), default);
        OrderRecord ended = (await store.FindAsync("o1", default))!;
        Assert.Equal((OrderStatus.Released, Noon.AddMinutes(2)), (ended.Status, ended.EndedAt));
    }

    [Fact]
    public async Task Decide_LargestOrder_ComesBackAsItWas()
    {
        (OrderStore store, _) = await CreateAsync();
        OrderOutcome[] outcomes = [.. Enumerable.Range(0, 40).Select(i => new OrderOutcome(
            $"o{i}",
            OrderPolicy.Partial,
            OrderStatus.PartiallyReserved,
            [.. Enumerable.Range(0, OrderRules.MaxLines).Select(line => new OrderLineOutcome($"ä{i}-{line}", 1_000_000_000, OrderLineStatus.Unavailable)
            {
                Reason = UnavailableReason.Insufficient,
                AvailableQuantity = 999_999_999,
                MinPurchaseQuantity = 1_000_000_000,
            })]))];

        await Task.WhenAll(outcomes.Select(outcome => store.DecideAsync(outcome, Noon, default)));

        OrderOutcome read = (await store.FindAsync("o17", default))!.Outcome!;
        Assert.Equal(outcomes[17].Lines, read.Lines);
    }

    private static Order Order(string orderId, int quantity) => new(orderId, [new OrderLine("tv", quantity)], OrderPolicy.AllOrNothing);

    private static OrderOutcome Outcome(string orderId, int quantity) =>
        new(orderId, OrderPolicy.AllOrNothing, OrderStatus.Reserved, [new OrderLineOutcome("tv", quantity, OrderLineStatus.Reserved)]);

    private Task<(OrderStore Store, StorageTraffic Traffic)> CreateAsync() => CreateAsync(azurite.NewAccount());

    private static async Task<(OrderStore Store, StorageTraffic Traffic)> CreateAsync(string account)
    {
        StorageTraffic traffic = new();
        TableClientOptions options = new();
        options.AddPolicy(traffic, HttpPipelinePosition.PerCall);
        TableServiceClient tables = new(account, options);
        await tables.CreateTableIfNotExistsAsync(OrderStore.TableName);
        return (new OrderStore(tables), traffic);
    }

    /// <summary>Lets the first transaction through and breaks the connection before its answer arrives.</summary>
    private sealed class FirstAnswerLost() : DelegatingHandler(new SocketsHttpHandler())
    {
        public bool Lost { get; private set; }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            HttpResponseMessage answer = await base.SendAsync(request, cancellationToken);
            if (Lost)
            {
                return answer;
            }

            Lost = true;
            answer.Dispose();
            throw new HttpRequestException("The connection broke.");
        }
    }
}
