using FsCheck;
using FsCheck.Fluent;
using InventoryFunctions.Storage;

namespace InventoryFunctions.Tests.Reservations;

public sealed class ReservationKeyTests
{
    // Ids that look like parts of keys.
    private static readonly Arbitrary<string> Ids =
        Gen.Choose(1, 12).SelectMany(length => Gen.Elements('1', '2', ':', ';', 'a').ArrayOf(length)).Select(letters => new string(letters)).ToArbitrary();

    [Fact]
    public void Key_AnyIds_IsReadBack() => Prop
        .ForAll(Ids, Ids, (orderId, itemId) => InventoryKeys.ReservationIn(InventoryKeys.ReservationRow(orderId, itemId)) == (orderId, itemId))
        .QuickCheckThrowOnFailure();

    [Fact]
    public void Key_OfAnotherItem_IsNotInTheRangeOfThisOne() => Prop
        .ForAll(Ids, Ids, Ids, (orderId, itemId, other) =>
            InventoryKeys.ReservationRow(orderId, other).StartsWith(InventoryKeys.ReservationsOf(itemId), StringComparison.Ordinal) == (itemId == other))
        .QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("reservation:")]
    [InlineData("reservation:2")]
    [InlineData("reservation:2:tv")]
    [InlineData("reservation:2:tv:")]
    [InlineData("reservation:two:tv:order")]
    [InlineData("item:tv")]
    public void Key_OfNoReservation_IsRefused(string rowKey) => Assert.Throws<InvalidDataException>(() => InventoryKeys.ReservationIn(rowKey));
}
