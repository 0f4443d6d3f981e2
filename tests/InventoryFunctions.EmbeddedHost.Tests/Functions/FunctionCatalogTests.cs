using InventoryFunctions.EmbeddedHost.Functions;
using InventoryFunctions.EmbeddedHost.Hosting;

namespace InventoryFunctions.EmbeddedHost.Tests.Functions;

public sealed class FunctionCatalogTests
{
    [Theory]
    [InlineData(typeof(UnboundParameterFunctions), "'other'", "no parameter of that name")]
    [InlineData(typeof(InconvertibleParameterFunctions), "'id'", "no conversion")]
    [InlineData(typeof(WrongTriggerTypeFunctions), "'timer'", "TimerInfo")]
    [InlineData(typeof(WrongClientTypeFunctions), "'client'", "DurableTaskClient")]
    [InlineData(typeof(NoTriggerFunctions), "exactly one trigger", "has 0")]
    [InlineData(typeof(TwoTriggerFunctions), "exactly one trigger", "has 2")]
    [InlineData(typeof(DuplicateFunctions), "declared twice", "regardless of case")]
    [InlineData(typeof(HiddenFunctions), "public method", "HiddenFunctions.Run")]
    [InlineData(typeof(SurplusActivityParameterFunctions), "'surplus'", "no such value")]
    [InlineData(typeof(WrongOrchestrationTypeFunctions), "'context'", "TaskOrchestrationContext")]
    public void Discover_FunctionThatCannotRun_NamesFunctionAndParameter(Type type, string what, string why)
    {
        var error = Assert.Throws<HostStartException>(() => FunctionCatalog.Discover([type]));

        Assert.Contains("'Run'", error.Message, StringComparison.OrdinalIgnoreCase);
        Assert.Contains(what, error.Message, StringComparison.Ordinal);
        Assert.Contains(why, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Discover_TheApp_FindsEveryFunctionRunnable() =>
        Assert.All(
            FunctionCatalog.Discover(typeof(InventoryServices).Assembly.GetTypes()), function => Assert.NotEmpty(function.Name));
}
