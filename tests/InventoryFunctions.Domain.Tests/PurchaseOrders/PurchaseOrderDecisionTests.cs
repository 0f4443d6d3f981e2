using InventoryFunctions.Domain.PurchaseOrders;

namespace InventoryFunctions.Domain.Tests.PurchaseOrders;

public sealed class PurchaseOrderDecisionTests
{
    [Theory]
    [InlineData(1000, true)]
    [InlineData(1001, false)]
    public void Comment_OfSoManyCharacters_IsTakenUpToTheLimit(int length, bool isTaken)
    {
        string comment = new('c', length);

        Exception? refused = Record.Exception(() =>
            Assert.Equal(comment, new PurchaseOrderDecision(PurchaseOrderAction.Approve, 1, "me", comment).Comment));

        Assert.Equal(isTaken ? null : typeof(ArgumentException), refused?.GetType());
    }
}
