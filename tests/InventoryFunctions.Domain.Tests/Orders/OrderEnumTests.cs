using System.Text.Json;
using InventoryFunctions.Domain.Orders;
using InventoryFunctions.Domain.Reservations;

namespace InventoryFunctions.Domain.Tests.Orders;

/// <summary>What orchestrations take and return is kept for as long as they run: words are written by name, so that a new one in between changes none.</summary>
public sealed class OrderEnumTests
{
    [Fact]
    public void Words_InWhatOrchestrationsKeep_AreNames() => Assert.Equal(
        """["AllOrNothing","Pending","Reserved","Insufficient","Confirm"]""",
        JsonSerializer.Serialize<object[]>(
            [OrderPolicy.AllOrNothing, OrderStatus.Pending, OrderLineStatus.Reserved, UnavailableReason.Insufficient, ReservationEnd.Confirm]));
}
