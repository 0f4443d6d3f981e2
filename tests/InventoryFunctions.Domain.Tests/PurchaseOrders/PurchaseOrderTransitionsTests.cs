using InventoryFunctions.Domain.Inventory;
using InventoryFunctions.Domain.PurchaseOrders;

namespace InventoryFunctions.Domain.Tests.PurchaseOrders;

/// <summary>Every state of a purchase order with every command.</summary>
public sealed class PurchaseOrderTransitionsTests
{
    private const string Added = nameof(PurchaseOrderOutcome.Added);
    private const string Decided = nameof(PurchaseOrderOutcome.Decided);
    private const string AlreadyDecided = nameof(PurchaseOrderOutcome.AlreadyDecided);
    private const string QuantityChanged = nameof(PurchaseOrderOutcome.QuantityChanged);
    private const string Expired = nameof(PurchaseOrderOutcome.Expired);
    private const string Settled = nameof(PurchaseOrderOutcome.Settled);
    private const string AlreadySettled = nameof(PurchaseOrderOutcome.AlreadySettled);
    private const string NotDue = nameof(PurchaseOrderOutcome.NotDue);

    private static readonly DateTimeOffset Opened = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Now = Opened.AddHours(1);
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(30);
    private static readonly PurchaseRequest Request = new("e1", "tv", 10, 5, "o1");

    private static readonly Dictionary<string, PurchaseOrder> States = CreateStates();

    private static readonly Dictionary<string, PurchaseOrderCommand> Commands = new()
    {
        ["add"] = new PurchaseOrderCommand.Add(Request),
        ["approve"] = Decide(PurchaseOrderAction.Approve, 1),
        ["reject"] = Decide(PurchaseOrderAction.Reject, 1),
        ["approve other"] = Decide(PurchaseOrderAction.Approve, 2),
        ["reject other"] = Decide(PurchaseOrderAction.Reject, 2),
        ["expire"] = new PurchaseOrderCommand.Expire(),
        ["settle"] = new PurchaseOrderCommand.Settle(null),
        ["add stock"] = new PurchaseOrderCommand.Settle(new PurchasedStock(15, Now, null)),
    };

    /// <summary>The whole table: a row a state, a column a command.</summary>
    private static readonly Dictionary<string, string[]> Table = new()
    {
        //                    add             approve         reject          approve other    reject other     expire          settle          add stock
        ["pending"] =         [Added,          Decided,        Decided,        QuantityChanged, QuantityChanged, NotDue,         NotDue,         NotDue],
        ["over"] =            [Expired,        Expired,        Expired,        Expired,         Expired,         Decided,        NotDue,         NotDue],
        ["approved"] =        [AlreadyDecided, AlreadyDecided, AlreadyDecided, AlreadyDecided,  AlreadyDecided,  AlreadyDecided, NotDue,         Settled],
        ["approved, done"] =  [AlreadyDecided, AlreadyDecided, AlreadyDecided, AlreadyDecided,  AlreadyDecided,  AlreadyDecided, AlreadySettled, AlreadySettled],
        ["rejected"] =        [AlreadyDecided, AlreadyDecided, AlreadyDecided, AlreadyDecided,  AlreadyDecided,  AlreadyDecided, Settled,        NotDue],
        ["rejected, done"] =  [AlreadyDecided, AlreadyDecided, AlreadyDecided, AlreadyDecided,  AlreadyDecided,  AlreadyDecided, AlreadySettled, AlreadySettled],
        ["expired"] =         [Expired,        Expired,        Expired,        Expired,         Expired,         Expired,        Settled,        NotDue],
        ["expired, done"] =   [Expired,        Expired,        Expired,        Expired,         Expired,         Expired,        AlreadySettled, AlreadySettled],
    };

    public static TheoryData<string, string, string> EveryPair()
    {
        TheoryData<string, string, string> pairs = [];
        foreach ((string state, string[] outcomes) in Table)
        {
            foreach ((string command, string outcome) in Commands.Keys.Zip(outcomes))
            {
                pairs.Add(state, command, outcome);
            }
        }

        return pairs;
    }

    [Theory]
    [InlineData(PurchaseOrigin.Person, 1, nameof(PurchaseOrderOutcome.Full))]
    [InlineData(PurchaseOrigin.Person, 0, Added)]
    [InlineData(PurchaseOrigin.Order, 1, Added)]
    [Trait("Parity", "D12")]
    public void Add_MoreThanAnOrderMayHold_IsRefusedWhereAPersonAsks(PurchaseOrigin origin, int tooMany, string outcome)
    {
        PurchaseOrder full = States["pending"] with { Quantity = ItemRules.MaxQuantity - Request.Quantity + tooMany };

        PurchaseOrderOutcome became = PurchaseOrderTransitions.Apply(full, new PurchaseOrderCommand.Add(Request with { Origin = origin }), Now);

        Assert.Equal(outcome, became.GetType().Name);
        Assert.Equal(outcome == Added ? ItemRules.MaxQuantity : full.Quantity, became.Order.Quantity);
    }

    [Theory]
    [MemberData(nameof(EveryPair))]
    [Trait("Parity", "B5")]
    [Trait("Parity", "D6")]
    public void Command_InEveryState_HasItsOutcome(string state, string command, string outcome)
    {
        PurchaseOrder order = States[state];

        PurchaseOrderOutcome result = PurchaseOrderTransitions.Apply(order, Commands[command], state == "pending" ? Now : order.ExpiresAt);

        Assert.Equal(outcome, result.GetType().Name);
        Assert.Equal(outcome is Added or Decided or Settled, result.Changes);
        Assert.Equal(result.Changes, result.Order != order);
    }

    [Fact]
    public void States_OfTheTable_CoverEveryStatus() =>
        Assert.Equal(Enum.GetValues<PurchaseOrderStatus>(), States.Values.Select(order => order.Status).Distinct().Order());

    [Theory]
    [InlineData(PurchaseOrderAction.Approve, PurchaseOrderStatus.Approved)]
    [InlineData(PurchaseOrderAction.Reject, PurchaseOrderStatus.Rejected)]
    public void Decide_Pending_RecordsWhoWhenAndWhat(PurchaseOrderAction action, PurchaseOrderStatus status)
    {
        PurchaseOrder order = PurchaseOrderTransitions.Apply(States["pending"], Decide(action, 1), Now).Order;

        Assert.Equal((status, Now, "me", "because", 15, 1), (order.Status, order.DecidedAt, order.DecidedBy, order.Comment, order.Quantity, order.Version));
    }

    [Theory]
    [InlineData(-1, Decided)]
    [InlineData(0, Expired)]
    [InlineData(1, Expired)]
    [Trait("Parity", "D6")]
    public void Decide_AroundTheEnd_IsTakenOnlyBefore(int seconds, string outcome) => Assert.Equal(
        outcome,
        PurchaseOrderTransitions.Apply(
            States["pending"], Decide(PurchaseOrderAction.Approve, 1), (Opened + Lifetime).AddSeconds(seconds)).GetType().Name);

    [Fact]
    public void Settle_Approved_RecordsWhatWasAdded()
    {
        PurchaseOrder order = PurchaseOrderTransitions.Apply(
            States["approved"], new PurchaseOrderCommand.Settle(new PurchasedStock(7, Now.AddMinutes(1), "full")), Now.AddMinutes(2)).Order;

        Assert.Equal((7, Now.AddMinutes(1), "full", Now.AddMinutes(2)), (order.StockAdded, order.StockAddedAt, order.StockNote, order.SettledAt));
    }

    [Fact]
    public void Settle_ItemIsGone_RecordsWhyNothingWasAdded()
    {
        PurchaseOrder order = PurchaseOrderTransitions.Apply(
            States["approved"], new PurchaseOrderCommand.Settle(new PurchasedStock(null, Now, "gone")), Now).Order;

        Assert.Equal((null, null, "gone", Now), (order.StockAdded, order.StockAddedAt, order.StockNote, order.SettledAt));
    }

    private static PurchaseOrderCommand.Decide Decide(PurchaseOrderAction action, int version) =>
        new(new PurchaseOrderDecision(action, version, "me", "because"));

    private static Dictionary<string, PurchaseOrder> CreateStates()
    {
        PurchaseOrder pending = PurchaseOrder.Open("po", Request, Opened, Lifetime)!;
        PurchaseOrder approved = pending with { Status = PurchaseOrderStatus.Approved, DecidedAt = Now, DecidedBy = "first" };
        PurchaseOrder rejected = approved with { Status = PurchaseOrderStatus.Rejected };
        PurchaseOrder expired = pending with { Status = PurchaseOrderStatus.Expired, DecidedAt = Opened + Lifetime };
        return new Dictionary<string, PurchaseOrder>
        {
            ["pending"] = pending,
            ["over"] = pending,
            ["approved"] = approved,
            ["approved, done"] = approved with { SettledAt = Now, StockAdded = 15, StockAddedAt = Now },
            ["rejected"] = rejected,
            ["rejected, done"] = rejected with { SettledAt = Now },
            ["expired"] = expired,
            ["expired, done"] = expired with { SettledAt = Now },
        };
    }
}
