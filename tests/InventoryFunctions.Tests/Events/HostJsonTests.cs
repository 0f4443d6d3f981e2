using System.Globalization;
using System.Text.Json;
using InventoryFunctions.Events;
using InventoryFunctions.Testing;

namespace InventoryFunctions.Tests.Events;

public sealed class HostJsonTests
{
    private static readonly JsonElement Root = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Repository.Root, "host.json"))).RootElement;

    private static readonly JsonElement Queues = Root.GetProperty("extensions").GetProperty("queues");

    private static readonly JsonElement Durable = Root.GetProperty("extensions").GetProperty("durableTask");

    [Fact]
    public void MaxDequeueCount_IsTheOneThatPoisonIsToldBy() =>
        Assert.Equal(EventQueue.MaxDequeueCount, Queues.GetProperty("maxDequeueCount").GetInt32());

    [Fact]
    public void MessageEncoding_IsNoneSoThatMessagesInEitherReachTheFunction() =>
        Assert.Equal("none", Queues.GetProperty("messageEncoding").GetString());

    [Fact]
    public void Telemetry_OfHostAndWorker_IsOneTrace()
    {
        Assert.Equal("OpenTelemetry", Root.GetProperty("telemetryMode").GetString());
        Assert.True(Durable.GetProperty("tracing").GetProperty("distributedTracingEnabled").GetBoolean());
        Assert.Equal("V2", Durable.GetProperty("tracing").GetProperty("version").GetString());
    }

    [Fact]
    public void Orchestrations_HaveAVersionSoThatADeploymentBreaksNone()
    {
        Assert.True(Version.TryParse(Durable.GetProperty("defaultVersion").GetString(), out _));
        Assert.Equal("CurrentOrOlder", Durable.GetProperty("versionMatchStrategy").GetString());
        Assert.Equal("Reject", Durable.GetProperty("versionFailureStrategy").GetString());
    }

    [Fact]
    public void Polling_IsAsOftenAsFlexConsumptionNeeds() => Assert.InRange(
        TimeSpan.Parse(Durable.GetProperty("storageProvider").GetProperty("maxQueuePollingInterval").GetString()!, CultureInfo.InvariantCulture),
        TimeSpan.FromSeconds(1),
        TimeSpan.FromSeconds(10));
}
