using InventoryFunctions.Domain.Recovery;

namespace InventoryFunctions.Domain.Tests.Recovery;

[Trait("Parity", "A10")]
public sealed class RestoreMomentTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(0, true)]
    [InlineData(35 * TimeSpan.TicksPerDay, true)]
    [InlineData((35 * TimeSpan.TicksPerDay) + 1, false)]
    [InlineData(-1, false)]
    public void Check_AtTheBounds_IsExact(long ticksAgo, bool allowed) =>
        Assert.Equal(allowed, RestoreMoment.Check(Now.AddTicks(-ticksAgo), null, Now) is null);

    [Fact]
    public void Check_The36thDay_NamesTheRuleAndTheFirstMomentThereIs() => Assert.Equal(
        "must be within the last 35 days, not before 2026-10-18T12:00:00Z: no older changes are kept",
        RestoreMoment.Check(Now.AddDays(-36), null, Now));

    [Fact]
    public void Check_BeforeTheJournalBegan_SaysWhenItDid()
    {
        DateTimeOffset began = Now.AddDays(-2);

        Assert.Null(RestoreMoment.Check(began, began, Now));
        Assert.Contains("2026-11-20T12:00:00Z, when this inventory's journal began", RestoreMoment.Check(began.AddTicks(-1), began, Now), StringComparison.Ordinal);
    }
}
