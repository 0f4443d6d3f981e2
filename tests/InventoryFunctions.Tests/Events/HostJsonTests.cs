using System.Text.Json;
using InventoryFunctions.Events;
using InventoryFunctions.Testing;

namespace InventoryFunctions.Tests.Events;

public sealed class HostJsonTests
{
    private static readonly JsonElement Queues = JsonDocument
        .Parse(File.ReadAllBytes(Path.Combine(Repository.Root, "host.json"))).RootElement.GetProperty("extensions").GetProperty("queues");

    [Fact]
    public void MaxDequeueCount_IsTheOneThatPoisonIsToldBy() =>
        Assert.Equal(EventQueue.MaxDequeueCount, Queues.GetProperty("maxDequeueCount").GetInt32());

    [Fact]
    public void MessageEncoding_IsNoneSoThatMessagesInEitherReachTheFunction() =>
        Assert.Equal("none", Queues.GetProperty("messageEncoding").GetString());
}
