using InventoryFunctions.Domain.Inventory;
using InventoryFunctions.Domain.Recovery;
using InventoryFunctions.Domain.StockLevels;

namespace InventoryFunctions.Domain.Tests.Recovery;

public sealed class RestoreDecisionTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(50, StockStatus.InStock, 20, 30, StockStatus.InStock)]
    [InlineData(50, StockStatus.InStock, 50, 0, StockStatus.OutOfStock)]
    [InlineData(50, StockStatus.InStock, 120, 0, StockStatus.OutOfStock)]
    [InlineData(50, StockStatus.OutOfStock, 20, 30, StockStatus.OutOfStock)]
    [InlineData(0, StockStatus.InStock, 0, 0, StockStatus.InStock)]
    [InlineData(0, StockStatus.OutOfStock, 0, 0, StockStatus.OutOfStock)]
    [InlineData(0, StockStatus.OutOfStock, -5, 5, StockStatus.InStock)]
    public void Of_OrdersSince_StatusFollowsTheStock(int recorded, StockStatus status, int taken, int stock, StockStatus expected)
    {
        InventoryItem then = new() { ItemId = "tv", Stock = recorded, Status = status, Version = 3 };
        ItemTrail trail = Trail(then, Math.Max(0, taken), Math.Max(0, -taken));

        RestoreDecision decision = RestoreDecision.Of("tv", trail, null, isHeld: false, Now);

        Assert.Equal((stock, expected), (decision.After?.Stock, decision.After?.Status));
    }

    [Fact]
    public void Of_SoldOutSinceAndRestored_NeedsNoCheckAndIsUnchangedAgain()
    {
        InventoryItem then = new() { ItemId = "tv", Stock = 50, Threshold = 10, Version = 3 };
        InventoryItem present = then with { Name = "Renamed", Stock = 0, Status = StockStatus.OutOfStock, Version = 9 };

        InventoryItem restored = RestoreDecision.Of("tv", Trail(then, 120, 0), present, isHeld: false, Now).After!;

        Assert.False(StockLevelCheck.IsNeeded(restored));
        Assert.Equal(RestoreAction.Unchanged, RestoreDecision.Of("tv", Trail(then, 120, 0), restored, isHeld: false, Now.AddMinutes(1)).Report.Action);
    }

    private static ItemTrail Trail(InventoryItem then, long reserved, long returned) => new()
    {
        AtStart = then,
        Last = then,
        LastSet = Guid.Empty,
        Reserved = reserved,
        Returned = returned,
        IsUnbroken = true,
    };
}
