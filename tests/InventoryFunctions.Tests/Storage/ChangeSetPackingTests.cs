using Azure.Data.Tables;
using InventoryFunctions.Domain.Changes;
using InventoryFunctions.Domain.Inventory;
using InventoryFunctions.Domain.Reservations;
using InventoryFunctions.Storage;

namespace InventoryFunctions.Tests.Storage;

public sealed class ChangeSetPackingTests
{
    private static readonly ChangeSet Set = new(
        Guid.Parse("0198f000-0000-7000-8000-000000000001"),
        TestInventory.Noon,
        new ChangeCause(ChangeCauseKind.BatchUpdate, "run"),
        [
            new ItemChange(TestInventory.NewItem("tv"), TestInventory.NewItem("tv", 20) with { Version = 2, LastExecutionId = "run" }),
            new ItemChange(null, TestInventory.NewItem("naïve 漢") with { Status = StockStatus.OutOfStock, Price = 0.0001m }),
            new ItemChange(TestInventory.NewItem("gone"), null),
        ]);

    // A row written by the first release. Later ones must read it.
    private const string FirstRelease =
        "ARvXA4AcB3asMdjJJ4N0PkKSTqjv51Q2szZ0L0Ay7quUXBUQeNkWfeU11zosXX0nLuevT/Qk/6hjLXscG+eoyMM8TDWWrigou8pDUnhDbONe6z"
        + "7/2MyBrK6WkkJFoASqk1poxHQfvC0vlCXIyJJGEvwcEPqH+MF4C7ST+2z9xyGTNqtfH0ceKBOMf7AU4NdXdnNwf1bwOMHNIESgTx4AG1NAENGE"
        + "1VFdByj2DqaA+/q6uDHVQxJw2BytVLR9LEEeQEMNuONwrRX8RbAAIcjzPz6HHjxE+SEYyCcwJeRMxmKoOMHQez+AXzhO/j4X3lFGY+sBv5giSS"
        + "bc87rHvVtmdPkW4l/AhYT3/qmKo9F3";

    [Fact]
    public void Unpack_Packed_IsTheSame() => AssertSame(Set, ChangeSetPacking.Unpack(ChangeSetPacking.Pack(Set)));

    [Fact]
    public void Unpack_RowOfTheFirstRelease_IsRead()
    {
        ChangeSet unpacked = ChangeSetPacking.Unpack(Convert.FromBase64String(FirstRelease));

        AssertSame(Set, unpacked);
        Assert.Empty(unpacked.Reservations);
    }

    [Fact]
    public void Unpack_SetWithStepsOfReservations_IsTheSame()
    {
        ChangeSet set = Set with
        {
            Reservations =
            [
                new ReservationChange("order:1", "tv", 3, null, ReservationState.Open, TestInventory.Noon.AddHours(1)),
                new ReservationChange("naïve 漢", "tv", 1, ReservationState.Open, ReservationState.Released, null) { Unreturned = 1 },
            ],
        };

        ChangeSet unpacked = ChangeSetPacking.Unpack(ChangeSetPacking.Pack(set));

        AssertSame(set, unpacked);
        Assert.Equal(set.Reservations, unpacked.Reservations);
    }

    [Theory]
    [InlineData(new byte[0])]
    [InlineData(new byte[] { 99, 1, 2 })]
    public void Unpack_AnotherFormat_IsRefused(byte[] packed) => Assert.Throws<InvalidDataException>(() => ChangeSetPacking.Unpack(packed));

    [Fact]
    public void Row_LargerThanOneProperty_IsSpreadOverSeveral()
    {
        TableEntity row = ChangeRow.Write("s000", Set, TableLimits.Azure with { BinaryPropertyBytes = 100 })!;

        Assert.True(row.Keys.Count(name => name.StartsWith("Data", StringComparison.Ordinal)) > 1);
        AssertSame(Set, ChangeRow.Read(row));
    }

    [Fact]
    public void Row_LargerThanAnEntity_IsNone() => Assert.Null(ChangeRow.Write("s000", Set, TableLimits.Azure with { EntityBytes = 1200 }));

    private static void AssertSame(ChangeSet expected, ChangeSet actual)
    {
        Assert.Equal((expected.Id, expected.Time, expected.Cause), (actual.Id, actual.Time, actual.Cause));
        Assert.Equal(expected.Items, actual.Items);
    }
}
