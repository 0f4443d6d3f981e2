using Azure.Storage.Queues.Models;
using InventoryFunctions.Events;
using InventoryFunctions.Poison;
using InventoryFunctions.Testing;
using InventoryFunctions.Tests.BatchUpdates;

namespace InventoryFunctions.Tests.Poison;

[Trait("Parity", "B3")]
public sealed class PoisonQueuesTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    [Fact]
    public async Task Redrive_MessageIsOnItsWayIntoThePoisonQueue_KeepsItsReason()
    {
        await using InventoryApp app = await InventoryApp.StartAsync(azurite);
        await NoteAsync(app);
        app.Clock.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal(new RedriveAnswer(0, 0), await app.Get<PoisonQueues>().RedriveAsync(QueueNames.Orders, default));

        Assert.Equal("TimeoutException: away", Assert.Single(await ListAsync(app)).Reason);
    }

    [Fact]
    public async Task Redrive_MessageWasRemovedByHand_ForgetsItsReason()
    {
        await using InventoryApp app = await InventoryApp.StartAsync(azurite);
        await NoteAsync(app);
        app.Clock.Advance(TimeSpan.FromHours(1));

        Assert.Equal(new RedriveAnswer(0, 0), await app.Get<PoisonQueues>().RedriveAsync(QueueNames.Orders, default));

        Assert.Empty(await ListAsync(app));
    }

    // As the last delivery does it; the host moves the message after that.
    private static Task NoteAsync(InventoryApp app) => app.Get<PoisonMessages>().NoteAsync(
        QueueNames.Orders,
        QueuesModelFactory.QueueMessage("message", "receipt", BinaryData.FromString("an order"), EventQueue.MaxDequeueCount),
        new TimeoutException("away"),
        default);

    private static async Task<IReadOnlyList<PoisonMessage>> ListAsync(InventoryApp app) =>
        (await app.Get<PoisonQueues>().ListAsync(QueueNames.Orders, 100, null, default)).Items;
}
