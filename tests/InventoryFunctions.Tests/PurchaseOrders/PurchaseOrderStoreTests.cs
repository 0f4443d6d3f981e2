using Azure.Data.Tables;
using InventoryFunctions.Domain.Inventory;
using InventoryFunctions.Domain.PurchaseOrders;
using InventoryFunctions.PurchaseOrders;
using InventoryFunctions.Storage;
using InventoryFunctions.Testing;
using InventoryFunctions.Tests.BatchUpdates;
using InventoryFunctions.Tests.Importing;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace InventoryFunctions.Tests.PurchaseOrders;

public sealed class PurchaseOrderStoreTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    [Fact]
    [Trait("Parity", "D5")]
    public async Task Request_SameProductAgain_AddsToTheOpenOrder()
    {
        await using InventoryApp app = await InventoryApp.StartAsync(azurite);
        PurchaseOrderStore orders = app.Get<PurchaseOrderStore>();

        PurchaseRequestAnswer first = await orders.RequestAsync(Request("e1", "tv", 3), default);
        PurchaseRequestAnswer second = await orders.RequestAsync(Request("e2", "tv", 4), default);
        PurchaseRequestAnswer other = await orders.RequestAsync(Request("e3", "desk", 5), default);

        Assert.Equal((true, false, true), (first.Opens, second.Opens, other.Opens));
        Assert.Equal(first.PurchaseOrderId, second.PurchaseOrderId);
        PurchaseOrder order = (await orders.FindAsync(first.PurchaseOrderId!, default))!;
        Assert.Equal(("tv", 17, 2, 2), (order.ProductId, order.Quantity, order.Version, order.Requests.Count));
        Assert.Equal(15, (await orders.FindAsync(other.PurchaseOrderId!, default))!.Quantity);
    }

    [Fact]
    [Trait("Parity", "D5")]
    public async Task Request_ComesAgain_CountsOnceAndIsAnsweredTheSame()
    {
        await using InventoryApp app = await InventoryApp.StartAsync(azurite);
        PurchaseOrderStore orders = app.Get<PurchaseOrderStore>();
        PurchaseRequest request = Request("an/id#?", "tv", 3);

        PurchaseRequestAnswer first = await orders.RequestAsync(request, default);
        PurchaseRequestAnswer again = await orders.RequestAsync(request, default);

        Assert.Equal(first, again);
        Assert.Equal(13, (await orders.FindAsync(first.PurchaseOrderId!, default))!.Quantity);
    }

    [Fact]
    [Trait("Parity", "D5")]
    public async Task Request_ManyAtOnceInTwoProcesses_MakeOneOrderOfAllOfThem()
    {
        string account = azurite.NewAccount();
        ManualTimeProvider clock = new();
        await using InventoryApp one = await InventoryApp.StartAsync(account, clock);
        await using InventoryApp two = await InventoryApp.StartAsync(account, clock);
        PurchaseOrderStore[] processes = [one.Get<PurchaseOrderStore>(), two.Get<PurchaseOrderStore>()];

        // Each request arrives in both processes, as a message that is delivered twice does.
        PurchaseRequestAnswer[] answers = await Task.WhenAll(Enumerable.Range(0, 100)
            .SelectMany(i => processes.Select(orders => orders.RequestAsync(Request($"e{i}", "tv", 1), default))));

        PurchaseOrder order = Assert.Single((await processes[0].ListAsync(null, 10, null, default)).Items);
        Assert.All(answers, answer => Assert.Equal(order.PurchaseOrderId, answer.PurchaseOrderId));
        Assert.Equal((110, 100), (order.Quantity, order.RequestCount));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Request_ProcessDiesAtTheTransaction_CountsOnceWhenMadeAgain(bool stored)
    {
        string account = azurite.NewAccount();
        await using InventoryApp app = await InventoryApp.StartAsync(account, new ManualTimeProvider());
        StorageHook hook = new();
        Func<Azure.Core.Request, Task> die = request =>
            request.Method == Azure.Core.RequestMethod.Post ? throw new ProcessKilledException() : Task.CompletedTask;
        (hook.Before, hook.After) = stored ? ((Func<Azure.Core.Request, Task>?)null, die) : (die, null);
        TableClientOptions options = new();
        options.AddPolicy(hook, Azure.Core.HttpPipelinePosition.PerCall);
        PurchaseOrderStore dying = new(new TableServiceClient(account, options), Options.Create(new PurchaseOrderOptions()), app.Get<PurchaseOrderMetrics>(), app.Clock, NullLogger<PurchaseOrderStore>.Instance);

        await Assert.ThrowsAsync<ProcessKilledException>(() => dying.RequestAsync(Request("e1", "tv", 3), default));
        PurchaseRequestAnswer again = await app.Get<PurchaseOrderStore>().RequestAsync(Request("e1", "tv", 3), default);

        Assert.True(again.Opens);
        Assert.Equal(13, Assert.Single((await app.Get<PurchaseOrderStore>().ListAsync(null, 10, null, default)).Items).Quantity);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Request_OpenOrderOfOneProductIsUnsound_FailsThatProductsRequestsAndNoOthers(bool isMissing)
    {
        await using InventoryApp app = await InventoryApp.StartAsync(azurite);
        PurchaseOrderStore orders = app.Get<PurchaseOrderStore>();
        string id = (await orders.RequestAsync(Request("e0", "tv", 1), default)).PurchaseOrderId!;
        await (isMissing ? Rows.Table(app).DeleteEntityAsync(PurchaseOrderKeys.Partition, PurchaseOrderKeys.OrderRow(id)) : Rows.SpoilAsync(app, id));

        // The first goes alone; the others wait for it, and go together.
        Task<PurchaseRequestAnswer>[] desks = [.. Enumerable.Range(1, 5).Select(i => orders.RequestAsync(Request($"d{i}", "desk", 1), default))];
        Task<PurchaseRequestAnswer> tv = orders.RequestAsync(Request("e1", "tv", 1), default);
        Task<PurchaseRequestAnswer>[] lamps = [.. Enumerable.Range(1, 5).Select(i => orders.RequestAsync(Request($"l{i}", "lamp", 1), default))];

        await Assert.ThrowsAsync<InvalidDataException>(() => tv);
        Assert.Single((await Task.WhenAll(desks)).Select(answer => answer.PurchaseOrderId).Distinct());
        Assert.Single((await Task.WhenAll(lamps)).Select(answer => answer.PurchaseOrderId).Distinct());
    }

    [Fact]
    public async Task Request_NothingToBuy_IsAnsweredWithNoOrder()
    {
        await using InventoryApp app = await InventoryApp.StartAsync(azurite);

        Assert.Equal(
            new PurchaseRequestAnswer(null, false),
            await app.Get<PurchaseOrderStore>().RequestAsync(new PurchaseRequest("e1", "tv", 0, 0, null), default));
    }

    [Fact]
    public async Task Request_OfMoreThanAnOrderMayHold_CountsWhatFitsAndSaysSo()
    {
        await using InventoryApp app = await InventoryApp.StartAsync(azurite);
        PurchaseOrderStore orders = app.Get<PurchaseOrderStore>();

        PurchaseRequestAnswer first = await orders.RequestAsync(Request("e1", "tv", ItemRules.MaxQuantity - 10), default);
        PurchaseRequestAnswer second = await orders.RequestAsync(Request("e2", "tv", 1), default);
        PurchaseRequestAnswer alone = await orders.RequestAsync(Request("e3", "desk", ItemRules.MaxQuantity), default);

        Assert.Equal((false, true, true), (first.Exceeds, second.Exceeds, alone.Exceeds));
        PurchaseOrder order = (await orders.FindAsync(second.PurchaseOrderId!, default))!;
        Assert.Equal((ItemRules.MaxQuantity, 1, 2), (order.Quantity, order.Version, order.RequestCount));
    }

    [Fact]
    public async Task List_PageAfterPage_IsNewestFirst()
    {
        await using InventoryApp app = await InventoryApp.StartAsync(azurite);
        PurchaseOrderStore orders = app.Get<PurchaseOrderStore>();
        foreach (string product in (string[])["a", "b", "c"])
        {
            await orders.RequestAsync(Request(product, product, 1), default);
            app.Clock.Advance(TimeSpan.FromSeconds(1));
        }

        ListPage<PurchaseOrder> page = await orders.ListAsync(PurchaseOrderStatus.PendingApproval, 2, null, default);
        ListPage<PurchaseOrder> rest = await orders.ListAsync(PurchaseOrderStatus.PendingApproval, 2, page.Continuation, default);

        Assert.Equal(["c", "b", "a"], page.Items.Concat(rest.Items).Select(order => order.ProductId));
        Assert.Empty((await orders.ListAsync(PurchaseOrderStatus.Approved, 2, null, default)).Items);
    }

    [Fact]
    public async Task List_OneRowIsUnreadable_NamesItAndShowsTheOthers()
    {
        await using InventoryApp app = await InventoryApp.StartAsync(azurite);
        PurchaseOrderStore orders = app.Get<PurchaseOrderStore>();
        await orders.RequestAsync(Request("e1", "tv", 1), default);
        string spoiled = (await orders.RequestAsync(Request("e2", "desk", 1), default)).PurchaseOrderId!;
        await Rows.SpoilAsync(app, spoiled);

        ListPage<PurchaseOrder> page = await orders.ListAsync(null, 10, null, default);

        Assert.Equal("tv", Assert.Single(page.Items).ProductId);
        Assert.Equal(PurchaseOrderKeys.OrderRow(spoiled), Assert.Single(page.Unreadable).RowKey);
    }

    private static PurchaseRequest Request(string id, string product, int quantity) => new(id, product, 10, quantity, null);
}
