using FsCheck;
using FsCheck.Fluent;
using InventoryFunctions.Domain.Inventory;
using InventoryFunctions.Domain.Reservations;

namespace InventoryFunctions.Domain.Tests.Reservations;

public sealed class ReservingTests
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly ReserveCommand Three = new("order", "tv", 3, Noon.AddHours(1));

    [Theory]
    [Trait("Parity", "B4")]
    [InlineData(3)]
    [InlineData(4)]
    public void Decide_EnoughInStock_IsReserved(int stock) =>
        Assert.Equal(new LineDecision.Reserved(3, Noon.AddHours(1)), Reserving.Decide(Item(stock), Three));

    [Theory]
    [Trait("Parity", "B4")]
    [InlineData(2, StockStatus.InStock, UnavailableReason.Insufficient)]
    [InlineData(0, StockStatus.InStock, UnavailableReason.OutOfStock)]
    [InlineData(0, StockStatus.OutOfStock, UnavailableReason.OutOfStock)]
    [InlineData(9, StockStatus.OutOfStock, UnavailableReason.OutOfStock)]
    public void Decide_NotEnoughOrMarkedOutOfStock_IsUnavailableAndSaysWhatThereIs(int stock, StockStatus status, UnavailableReason reason) =>
        Assert.Equal(new LineDecision.Unavailable(reason, stock, 5), Reserving.Decide(Item(stock) with { Status = status }, Three));

    [Fact]
    [Trait("Parity", "D3")]
    public void Decide_UnknownProduct_IsUnavailableAndAsksForNoPurchase() =>
        Assert.Equal(new LineDecision.Unavailable(UnavailableReason.UnknownProduct, 0, 0), Reserving.Decide(null, Three));

    [Fact]
    [Trait("Parity", "D1")]
    public void Decide_AnyStockAndQuantity_NeverReservesMoreThanThereIs() => Prop
        .ForAll<NonNegativeInt, PositiveInt, bool>((stock, quantity, inStock) =>
            Reserving.Decide(
                Item(stock.Get) with { Status = inStock ? StockStatus.InStock : StockStatus.OutOfStock },
                Three with { Quantity = quantity.Get }) is LineDecision.Reserved == (inStock && quantity.Get <= stock.Get))
        .QuickCheckThrowOnFailure();

    [Fact]
    [Trait("Parity", "D4")]
    public void Record_ReservedLine_IsOpenAndKeepsTheDecision()
    {
        LineDecision decision = new LineDecision.Reserved(3, Noon.AddHours(1));

        Reservation line = Reserving.Record(Three, decision, Noon);

        Assert.Equal(
            new Reservation
            {
                OrderId = "order", ItemId = "tv", Quantity = 3, State = ReservationState.Open, DecidedAt = Noon, HoldUntil = Noon.AddHours(1),
            },
            line);
        Assert.Equal(decision, line.Decision);
    }

    [Fact]
    [Trait("Parity", "D4")]
    public void Record_RefusedLine_HasEndedAndKeepsTheDecision()
    {
        LineDecision decision = new LineDecision.Unavailable(UnavailableReason.Insufficient, 2, 5);

        Reservation line = Reserving.Record(Three, decision, Noon);

        Assert.Equal((ReservationState.Refused, Noon, null), (line.State, line.EndedAt, line.HoldUntil));
        Assert.Equal(decision, line.Decision);
    }

    [Theory]
    [Trait("Parity", "D12")]
    [InlineData("order", "tv", 0, "quantity")]
    [InlineData("order", "tv", -1, "quantity")]
    [InlineData("order", "tv", int.MaxValue, "quantity")]
    [InlineData("a/b", "tv", 1, "orderId")]
    [InlineData("order", "", 1, "itemId")]
    public void Check_UnsoundCommand_NamesTheField(string orderId, string itemId, int quantity, string field) =>
        Assert.Equal(field, Assert.Single(new ReserveCommand(orderId, itemId, quantity).Check()).Field);

    [Fact]
    public void Check_SoundCommand_IsEmpty() => Assert.Empty(Three.Check());

    private static InventoryItem Item(int stock) => new() { ItemId = "tv", Stock = stock, MinPurchaseQuantity = 5, Version = 1 };
}
