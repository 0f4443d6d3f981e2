using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using InventoryFunctions.Testing;
using Microsoft.FSharp.Core;

namespace InventoryFunctions.Tests.Orders;

/// <summary>Whole orders, whatever happens to them: the stock's account balances at any moment, and each order has one outcome and one end.</summary>
public sealed class OrderPropertyTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    // "Last step was invoked with size of 9 and seed of (1,2)": set to 1,2,9, the variable plays that scenario alone. What runs at once still races.
    private const string ReplayVariable = "ORDERS_REPLAY";
    private const int Scenarios = 12;

    [Fact]
    [Trait("Parity", "D1")]
    [Trait("Parity", "D2")]
    [Trait("Parity", "D4")]
    public void Orders_PlacedRepeatedEndedAndExpiredByProcessesThatFail_HaveOneOutcomeEachAndTheAccountBalances() => Check.One(
        Replayed(Config.QuickThrowOnFailure.WithMaxTest(Scenarios)), Prop.ForAll(OrderScenario.Any.ToArbitrary(), Play));

    private void Play(OrderScenario scenario) => OrderScenarioRun.PlayAsync(azurite, scenario).GetAwaiter().GetResult();

    private static Config Replayed(Config config)
    {
        if (Environment.GetEnvironmentVariable(ReplayVariable) is not { Length: > 0 } given)
        {
            return config;
        }

        string[] parts = given.Trim('(', ')').Split(',');
        Rnd seed = new(ulong.Parse(parts[0], CultureInfo.InvariantCulture), ulong.Parse(parts[1], CultureInfo.InvariantCulture));
        Replay replay = new(seed, FSharpOption<int>.Some(int.Parse(parts[2], CultureInfo.InvariantCulture)));
        return config.WithReplay(FSharpOption<Replay>.Some(replay)).WithMaxTest(1);
    }
}
