using Azure.Data.Tables;
using InventoryFunctions.Domain.PurchaseOrders;
using InventoryFunctions.PurchaseOrders;
using InventoryFunctions.Testing;
using InventoryFunctions.Tests.BatchUpdates;
using InventoryFunctions.Tests.Importing;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace InventoryFunctions.Tests.PurchaseOrders;

/// <summary>Decisions in storage: one counts, whoever else decides, asks or is killed at the same time.</summary>
public sealed class PurchaseOrderDecisionTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    [Fact]
    [Trait("Parity", "D6")]
    public async Task Decide_ManyAtOnceInTwoProcesses_OneWinsAndTheOthersAreToldOfIt()
    {
        string account = azurite.NewAccount();
        ManualTimeProvider clock = new();
        await using InventoryApp one = await InventoryApp.StartAsync(account, clock);
        await using InventoryApp two = await InventoryApp.StartAsync(account, clock);
        string id = await OpenAsync(one);

        PurchaseOrderOutcome?[] outcomes = await Task.WhenAll(Enumerable.Range(0, 20).Select(i =>
            DecideAsync(i % 2 == 0 ? one : two, id, i % 3 == 0 ? PurchaseOrderAction.Reject : PurchaseOrderAction.Approve, by: $"person {i}")));

        PurchaseOrder decided = Assert.Single(outcomes.OfType<PurchaseOrderOutcome.Decided>()).Order;
        Assert.Equal(19, outcomes.OfType<PurchaseOrderOutcome.AlreadyDecided>().Count());
        Assert.All(outcomes, outcome => Assert.Equal((decided.Status, decided.DecidedBy), (outcome!.Order.Status, outcome.Order.DecidedBy)));
        Assert.Equal(decided.DecidedBy, (await FindAsync(one, id)).DecidedBy);
    }

    [Fact]
    public async Task Decide_Order_LeavesARowUntilItIsSettledAndFreesTheProduct()
    {
        await using InventoryApp app = await InventoryApp.StartAsync(azurite);
        string id = await OpenAsync(app);
        Assert.Contains("open:tv", await Rows.KeysAsync(app));

        await DecideAsync(app, id, PurchaseOrderAction.Approve);

        IReadOnlyList<string> keys = await Rows.KeysAsync(app);
        Assert.Contains($"settle:{id}", keys);
        Assert.DoesNotContain("open:tv", keys);
        PurchasedStock stock = new(15, app.Clock.GetUtcNow(), null);
        Assert.IsType<PurchaseOrderOutcome.Settled>(await app.Get<PurchaseOrderStore>().ApplyAsync(id, new PurchaseOrderCommand.Settle(stock), default));
        Assert.DoesNotContain($"settle:{id}", await Rows.KeysAsync(app));
        Assert.IsType<PurchaseOrderOutcome.AlreadySettled>(await app.Get<PurchaseOrderStore>().ApplyAsync(id, new PurchaseOrderCommand.Settle(stock), default));
        Assert.True((await app.Get<PurchaseOrderStore>().RequestAsync(Request("later", 1), default)).Opens);
    }

    [Fact]
    [Trait("Parity", "D5")]
    public async Task Decide_MoreIsAskedForBetweenReadAndWrite_IsAnsweredWithTheNewQuantity()
    {
        await using InventoryApp app = await InventoryApp.StartAsync(azurite);
        string id = await OpenAsync(app);
        BeforeFirst(app, $"settle:{id}", () => app.Get<PurchaseOrderStore>().RequestAsync(Request("o2", 7), default));

        PurchaseOrderOutcome? outcome = await DecideAsync(app, id, PurchaseOrderAction.Approve);

        Assert.Equal((22, 2), (Assert.IsType<PurchaseOrderOutcome.QuantityChanged>(outcome).Order.Quantity, outcome.Order.Version));
        Assert.IsType<PurchaseOrderOutcome.Decided>(await DecideAsync(app, id, PurchaseOrderAction.Approve, version: 2));
    }

    [Fact]
    public async Task Decide_StockGotLowAgainBetweenReadAndWrite_Decides()
    {
        await using InventoryApp app = await InventoryApp.StartAsync(azurite);
        string id = await OpenAsync(app);
        BeforeFirst(app, $"settle:{id}", () => app.Get<PurchaseOrderStore>().RequestAsync(Request("low", 0), default));

        Assert.IsType<PurchaseOrderOutcome.Decided>(await DecideAsync(app, id, PurchaseOrderAction.Approve));

        Assert.Equal((15, 2), ((await FindAsync(app, id)).Quantity, (await FindAsync(app, id)).RequestCount));
    }

    [Fact]
    [Trait("Parity", "D5")]
    public async Task Request_OrderIsDecidedBetweenReadAndWrite_OpensTheNextOne()
    {
        await using InventoryApp app = await InventoryApp.StartAsync(azurite);
        string id = await OpenAsync(app);
        BeforeFirst(app, "request:", () => DecideAsync(app, id, PurchaseOrderAction.Approve));

        PurchaseRequestAnswer answer = await app.Get<PurchaseOrderStore>().RequestAsync(Request("o2", 7), default);

        Assert.True(answer.Opens);
        Assert.Equal(15, (await FindAsync(app, id)).Quantity);
        Assert.Equal(17, (await FindAsync(app, answer.PurchaseOrderId!)).Quantity);
    }

    [Fact]
    [Trait("Parity", "D5")]
    public async Task Requests_WhileItIsDecided_AreNeverLost()
    {
        string account = azurite.NewAccount();
        ManualTimeProvider clock = new();
        await using InventoryApp one = await InventoryApp.StartAsync(account, clock);
        await using InventoryApp two = await InventoryApp.StartAsync(account, clock);
        string id = await OpenAsync(one);

        Task decided = DecideUntilItCountsAsync();
        await Task.WhenAll(Enumerable.Range(0, 60).Select(i => two.Get<PurchaseOrderStore>().RequestAsync(Request($"r{i}", 1), default)));
        await decided;

        PurchaseOrder[] orders = [.. (await one.Get<PurchaseOrderStore>().ListAsync(null, 10, null, default)).Items];
        Assert.Equal(PurchaseOrderStatus.Approved, (await FindAsync(one, id)).Status);
        Assert.InRange(orders.Length, 1, 2);
        Assert.Equal(5 + 60 + (10 * orders.Length), orders.Sum(order => order.Quantity));

        async Task DecideUntilItCountsAsync()
        {
            for (int version = 1; await DecideAsync(one, id, PurchaseOrderAction.Approve, version) is PurchaseOrderOutcome.QuantityChanged { Order.Version: var shown };)
            {
                version = shown;
            }
        }
    }

    [Fact]
    [Trait("Parity", "D5")]
    public async Task Request_OpenOrderIsOver_ExpiresItAndOpensTheNextOne()
    {
        await using InventoryApp app = await InventoryApp.StartAsync(azurite);
        string id = await OpenAsync(app);
        app.Clock.Advance(TimeSpan.FromDays(30));

        PurchaseRequestAnswer[] answers = await Task.WhenAll(
            Enumerable.Range(2, 5).Select(i => app.Get<PurchaseOrderStore>().RequestAsync(Request($"o{i}", i), default)));

        Assert.Single(answers, answer => answer.Opens);
        string next = Assert.Single(answers.Select(answer => answer.PurchaseOrderId).Distinct())!;
        PurchaseOrder over = await FindAsync(app, id);
        Assert.Equal((PurchaseOrderStatus.Expired, 15, app.Clock.GetUtcNow()), (over.Status, over.Quantity, over.DecidedAt));
        Assert.Equal(30, (await FindAsync(app, next)).Quantity);
        Assert.Contains($"settle:{id}", await Rows.KeysAsync(app));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Decide_ProcessDiesAtTheTransaction_IsDecidedOnceWhenMadeAgain(bool stored)
    {
        string account = azurite.NewAccount();
        await using InventoryApp app = await InventoryApp.StartAsync(account, new ManualTimeProvider());
        string id = await OpenAsync(app);
        StorageHook hook = new();
        Func<Azure.Core.Request, Task> die = request =>
            request.Method == Azure.Core.RequestMethod.Post ? throw new ProcessKilledException() : Task.CompletedTask;
        (hook.Before, hook.After) = stored ? ((Func<Azure.Core.Request, Task>?)null, die) : (die, null);
        TableClientOptions options = new();
        options.AddPolicy(hook, Azure.Core.HttpPipelinePosition.PerCall);
        PurchaseOrderStore dying = StoreOver(app, new TableServiceClient(account, options));

        await Assert.ThrowsAsync<ProcessKilledException>(() => dying.ApplyAsync(id, Approve("dying"), default));
        PurchaseOrderOutcome? again = await DecideAsync(app, id, PurchaseOrderAction.Reject, by: "next");

        Assert.Equal(stored ? "dying" : "next", again!.Order.DecidedBy);
        Assert.Equal(stored, again is PurchaseOrderOutcome.AlreadyDecided);
    }

    [Fact]
    public async Task Decide_AnswerLostAndSentAgain_IsToldThatItDecided()
    {
        string account = azurite.NewAccount();
        await using InventoryApp app = await InventoryApp.StartAsync(account, new ManualTimeProvider());
        string id = await OpenAsync(app);
        using FirstAnswerLost wire = new();
        TableClientOptions options = new() { Transport = new Azure.Core.Pipeline.HttpClientTransport(new HttpClient(wire)) };
        options.Retry.Delay = TimeSpan.Zero;

        PurchaseOrderOutcome? outcome = await StoreOver(app, new TableServiceClient(account, options)).ApplyAsync(id, Approve("me"), default);

        Assert.True(wire.Lost);
        Assert.IsType<PurchaseOrderOutcome.Decided>(outcome);
        Assert.Equal(PurchaseOrderStatus.Approved, (await FindAsync(app, id)).Status);
    }

    [Fact]
    public async Task Decide_NoSuchOrder_IsAnsweredWithNothing()
    {
        await using InventoryApp app = await InventoryApp.StartAsync(azurite);

        Assert.Null(await DecideAsync(app, "none", PurchaseOrderAction.Approve));
        Assert.Null(await DecideAsync(app, "0199a5a5-a5a5-7000-a000-000000000000", PurchaseOrderAction.Approve));
    }

    private static PurchaseRequest Request(string id, int quantity) => new(id, "tv", 10, quantity, null);

    private static PurchaseOrderCommand.Decide Approve(string by) =>
        new(new PurchaseOrderDecision(PurchaseOrderAction.Approve, 1, by, null));

    private static async Task<string> OpenAsync(InventoryApp app) =>
        (await app.Get<PurchaseOrderStore>().RequestAsync(Request("o1", 5), default)).PurchaseOrderId!;

    // There is no orchestration; that it can't be told is no failure of the decision.
    private static Task<PurchaseOrderOutcome?> DecideAsync(InventoryApp app, string id, PurchaseOrderAction action, int version = 1, string by = "me") =>
        app.Get<PurchaseOrderDecisions>().DecideAsync(new FakeDurableTaskClient(), id, new PurchaseOrderDecision(action, version, by, null), default);

    private static async Task<PurchaseOrder> FindAsync(InventoryApp app, string id) => (await app.Get<PurchaseOrderStore>().FindAsync(id, default))!;

    private static PurchaseOrderStore StoreOver(InventoryApp app, TableServiceClient tables) => new(
        tables, Options.Create(new PurchaseOrderOptions()), app.Get<PurchaseOrderMetrics>(), app.Clock, NullLogger<PurchaseOrderStore>.Instance);

    /// <summary>Somebody else does something between the read and the first write of the row.</summary>
    private static void BeforeFirst(InventoryApp app, string row, Func<Task> act)
    {
        int writes = 0;
        app.Traffic.Before = call => call.Path.Contains("$batch", StringComparison.Ordinal)
            && Uri.UnescapeDataString(call.Body).Contains(row, StringComparison.Ordinal) && Interlocked.Increment(ref writes) == 1 ? act() : Task.CompletedTask;
    }

    /// <summary>Lets the first transaction through and breaks the connection before its answer arrives.</summary>
    private sealed class FirstAnswerLost() : DelegatingHandler(new SocketsHttpHandler())
    {
        public bool Lost { get; private set; }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            HttpResponseMessage answer = await base.SendAsync(request, cancellationToken);
            if (Lost || request.Method != HttpMethod.Post)
            {
                return answer;
            }

            Lost = true;
            answer.Dispose();
            throw new HttpRequestException("The connection broke.");
        }
    }
}
