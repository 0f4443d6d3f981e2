using InventoryFunctions.Testing;
using Microsoft.DurableTask.Client;

namespace InventoryFunctions.EmbeddedHost.Tests.Durable;

public sealed class ActivityTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    [Fact]
    public async Task Sequence_OfActivities_PassesEachResultOn()
    {
        await using var hub = await new TestHub(azurite)
            .Activity<int, int>("Double", n => n * 2)
            .Orchestrator<string>("Sequence", async context =>
            {
                var doubled = await context.CallActivityAsync<int>("Double", context.GetInput<int>());
                var again = await context.CallActivityAsync<int>("Double", doubled);
                return $"{doubled} {again}";
            })
            .StartAsync();

        var ended = await hub.RunAsync("Sequence", 5, "seq-1");

        Assert.Equal(OrchestrationRuntimeStatus.Completed, ended.RuntimeStatus);
        Assert.Equal("10 20", ended.ReadOutputAs<string>());
        Assert.Equal(5, ended.ReadInputAs<int>());
        Assert.Equal("Sequence", ended.Name);
    }
}
