using InventoryFunctions.Domain.Changes;
using InventoryFunctions.Domain.Inventory;
using InventoryFunctions.Domain.Recovery;
using InventoryFunctions.Domain.Reservations;
using InventoryFunctions.Domain.Validation;

namespace InventoryFunctions.Domain.Tests.Recovery;

public sealed class ReconciliationTests
{
    private static readonly DateTimeOffset Since = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly InventoryItem First = Item(10).NextVersion(Since.AddMinutes(1));

    private readonly List<ChangeSet> _sets = [];

    [Fact]
    public void Of_ItemAsTheLastChangeLeftIt_IsNoDrift()
    {
        Given(null, First);
        InventoryItem second = Given(First, 7);

        Assert.Empty(Compare(second));
    }

    [Fact]
    public void Of_ItemFromBeforeTheRecord_IsNoDriftWhetherItChangedSinceOrNot()
    {
        InventoryItem old = Item(10) with { Version = 41, LastUpdated = Since };
        Assert.Empty(Compare(old));

        Assert.Empty(Compare(Given(old, 7)));
    }

    [Fact]
    public void Of_DeletedItemThatIsGone_IsNoDrift()
    {
        Given(null, First);
        Given(First, null);

        Assert.Empty(Compare(null));
    }

    [Fact]
    public void Of_ChangeThatDoesNotBeginWithTheOneBefore_IsABrokenChain()
    {
        Given(null, First);
        InventoryItem missing = (First with { Stock = 8 }).NextVersion(Since.AddMinutes(2));
        InventoryItem third = Given(missing, 7);

        Drift drift = Assert.Single(Compare(third));

        Assert.Equal((DriftKind.BrokenChain, _sets[^1].Id, 10L, 8L), (drift.Kind, drift.ChangeId, drift.Recorded, drift.Found));
        Assert.Contains("version is 2, recorded 1", drift.Details, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_FirstChangeBeginsWithAnItemWhoseOwnIsNotRecorded_IsABrokenChain()
    {
        InventoryItem second = Given(First, 7);

        Assert.Equal(DriftKind.BrokenChain, Assert.Single(Compare(second)).Kind);
    }

    [Fact]
    public void Of_AnotherItemThanRecorded_SaysHowItDiffers()
    {
        Given(null, First);

        Drift drift = Assert.Single(Compare(First with { Stock = 11, Name = "TV" }));

        Assert.Equal((DriftKind.ItemDiffers, 10L, 11L), (drift.Kind, drift.Recorded, drift.Found));
        Assert.Equal("stock is 11, recorded 10; name is TV, recorded nothing", drift.Details);
    }

    [Fact]
    public void Of_ItemWithoutRecordOrDespiteItsDeletion_IsUnrecorded()
    {
        Assert.Equal(DriftKind.ItemUnrecorded, Assert.Single(Compare(First)).Kind);

        Given(null, First);
        Given(First, null);
        Assert.Equal(DriftKind.ItemUnrecorded, Assert.Single(Compare(First)).Kind);
    }

    [Fact]
    public void Of_RecordedItemThatIsNotThere_IsMissing()
    {
        Given(null, First);

        Assert.Equal(DriftKind.ItemMissing, Assert.Single(Compare(null)).Kind);
    }

    [Fact]
    public void Of_UnreadableItem_SaysTheRule()
    {
        Drift drift = Assert.Single(Reconciliation.Of(new PresentItem("tv", null, new BrokenRule("stock", "must be"), [], []), null, Since));

        Assert.Equal((DriftKind.ItemUnreadable, "stock must be"), (drift.Kind, drift.Details));
    }

    [Fact]
    public void Of_StockThatMovedByAnotherNumberThanReserved_IsAMismatch()
    {
        Given(null, First);
        InventoryItem second = Given(First, 6, Step("o1", 3, null, ReservationState.Open));

        Drift drift = Assert.Single(Compare(second, Held("o1", 3)));

        Assert.Equal((DriftKind.StockMismatch, -3L, -4L), (drift.Kind, drift.Recorded, drift.Found));
    }

    [Fact]
    public void Of_PiecesThatCouldNotGoBack_AreNoMismatch()
    {
        Given(null, First);
        InventoryItem second = Given(First, 7, Step("o1", 3, null, ReservationState.Open));
        InventoryItem third = Given(second, 9, Step("o1", 3, ReservationState.Open, ReservationState.Released) with { Unreturned = 1 });

        Assert.Empty(Compare(third));
    }

    [Fact]
    public void Of_ReservationsAsRecorded_AreNoDrift()
    {
        Given(null, First);
        InventoryItem second = Given(
            First, 4, Step("o1", 3, null, ReservationState.Open), Step("o2", 2, null, ReservationState.Open), Step("o3", 1, null, ReservationState.Open));
        Given(second, second, Step("o2", 2, ReservationState.Open, ReservationState.Confirmed));
        InventoryItem last = Given(second, 5, Step("o3", 1, ReservationState.Open, ReservationState.Expired));

        // One was made before the record began.
        Assert.Empty(Compare(last, Held("o1", 3), Held("old", 5) with { DecidedAt = Since }));
    }

    [Fact]
    public void Of_ConfirmationByAHostWhoseClockIsBehind_EndsTheReservationThatFollows()
    {
        Given(null, First);
        Given(First, First, Step("o1", 3, ReservationState.Open, ReservationState.Confirmed));
        InventoryItem second = Given(First, 7, Step("o1", 3, null, ReservationState.Open));

        Assert.Empty(Compare(second));
        Assert.Equal(DriftKind.ReservationUnrecorded, Assert.Single(Compare(second, Held("o1", 3))).Kind);
    }

    [Fact]
    public void Of_ReservationsOtherThanRecorded_AreEachSaid()
    {
        Given(null, First);
        InventoryItem second = Given(
            First, 4, Step("gone", 3, null, ReservationState.Open), Step("ended", 1, null, ReservationState.Open), Step("more", 2, null, ReservationState.Open));
        Given(second, second, Step("ended", 1, ReservationState.Open, ReservationState.Confirmed), Step("old", 5, ReservationState.Open, ReservationState.Confirmed));

        IReadOnlyList<Drift> drifts = Compare(
            second, Held("ended", 1), Held("more", 4), Held("unknown", 1), Held("old", 5) with { DecidedAt = Since.AddDays(-1) });

        Assert.Equal(
            [
                (DriftKind.ReservationUnrecorded, "ended", 0, 1),
                (DriftKind.ReservationDiffers, "more", 2, 4),
                (DriftKind.ReservationUnrecorded, "unknown", 0, 1),
                (DriftKind.ReservationUnrecorded, "old", 0, 5),
                (DriftKind.ReservationMissing, "gone", 3, 0L),
            ],
            drifts.Select(drift => (drift.Kind, drift.OrderId, drift.Recorded!.Value, drift.Found!.Value)));
    }

    [Fact]
    public void Of_ItemThatChangedBetweenTwoReadings_IsExplainedByWhatIsRecordedSince()
    {
        Given(null, First);
        ItemRecord earlier = Record(null)!;
        InventoryItem second = Given(First, 7);
        InventoryItem third = Given(second, 6);
        ItemRecord later = Record(earlier)!;

        foreach (InventoryItem present in (InventoryItem[])[First, second, third])
        {
            Assert.Empty(Reconciliation.Of(new PresentItem("tv", present, null, [], []), later, Since));
        }

        Assert.Single(Reconciliation.Of(new PresentItem("tv", Item(7), null, [], []), later, Since));
        Assert.Single(Reconciliation.Of(new PresentItem("tv", null, null, [], []), later, Since));

        // An image from before the earlier reading is somebody's who put an old row back.
        Given(third, 5);
        Assert.Equal(DriftKind.ItemDiffers, Assert.Single(Reconciliation.Of(new PresentItem("tv", second, null, [], []), Record(later), Since)).Kind);
    }

    private static InventoryItem Item(int stock) => new() { ItemId = "tv", Stock = stock };

    private static ReservationChange Step(string orderId, int quantity, ReservationState? from, ReservationState to) => new(orderId, "tv", quantity, from, to, null);

    private static Reservation Held(string orderId, int quantity) => new()
    {
        OrderId = orderId,
        ItemId = "tv",
        Quantity = quantity,
        State = ReservationState.Open,
        DecidedAt = Since.AddMinutes(2),
    };

    private InventoryItem Given(InventoryItem before, int stock, params ReservationChange[] steps)
    {
        InventoryItem after = (before with { Stock = stock }).NextVersion(Since.AddMinutes(2));
        Given(before, after, steps);
        return after;
    }

    private void Given(InventoryItem? before, InventoryItem? after, params ReservationChange[] steps)
    {
        DateTimeOffset time = Since.AddMinutes(1 + _sets.Count);
        ChangeCause cause = new(steps.Length > 0 ? ChangeCauseKind.Reservations : ChangeCauseKind.Request, "test");
        _sets.Add(new ChangeSet(Guid.CreateVersion7(time), time, cause, before == after ? [] : [new ItemChange(before, after)]) { Reservations = steps });
    }

    private ItemRecord? Record(ItemRecord? earlier)
    {
        if (_sets.Count == 0)
        {
            return null;
        }

        ItemRecord record = new("tv", Since, earlier);
        _sets.ForEach(record.Add);
        return record;
    }

    private IReadOnlyList<Drift> Compare(InventoryItem? present, params Reservation[] open) =>
        Reconciliation.Of(new PresentItem("tv", present, null, open, []), Record(null), Since);
}
