using FsCheck;
using FsCheck.Fluent;
using InventoryFunctions.Testing;

namespace InventoryFunctions.Tests.Reservations;

public sealed class ReservationPropertyTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private const int Scenarios = 25;

    [Fact]
    [Trait("Parity", "D1")]
    [Trait("Parity", "D2")]
    [Trait("Parity", "D4")]
    public void Account_AnyOrdersRedeliveriesEndsRestocksAndCrashes_Balances() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(Scenarios), Prop.ForAll(Scenario.Any.ToArbitrary(), Play));

    private void Play(Scenario scenario) => ScenarioRun.PlayAsync(azurite, scenario).GetAwaiter().GetResult();
}
