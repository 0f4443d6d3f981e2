using FsCheck;
using FsCheck.Fluent;

namespace InventoryFunctions.Tests.Reservations;

/// <summary>What happens to a small inventory: waves of things at once, on storage that fails.</summary>
internal sealed record Scenario(int[] Stocks, Step[][] Waves, int Seed, int FaultPercent)
{
    private static readonly Gen<Step> Steps =
        from kind in Gen.Frequency(
            (10, Gen.Constant(StepKind.Reserve)),
            (4, Gen.Constant(StepKind.ReserveTwice)),
            (2, Gen.Constant(StepKind.Confirm)),
            (3, Gen.Constant(StepKind.Release)),
            (3, Gen.Constant(StepKind.Expire)),
            (1, Gen.Constant(StepKind.Restock)))
        from order in Gen.Choose(0, 9)
        from item in Gen.Choose(0, 2)
        from quantity in Gen.Choose(1, 6)
        from held in Gen.Elements(true, false)
        select new Step(kind, order, item, quantity, held);

    public static Gen<Scenario> Any { get; } =
        from stocks in Gen.Choose(0, 20).ArrayOf(3)
        from waves in Gen.Choose(1, 6).SelectMany(count => Gen.Choose(1, 14).SelectMany(size => Steps.ArrayOf(size)).ArrayOf(count))
        from seed in Gen.Choose(0, int.MaxValue - 1)
        from faults in Gen.Elements(0, 5, 25)
        select new Scenario(stocks, waves, seed, faults);

    public override string ToString() =>
        $"stocks {string.Join(", ", Stocks)}; seed {Seed}; faults {FaultPercent} %; {string.Join(" | ", Waves.Select(wave => string.Join("; ", wave.AsEnumerable())))}";
}
