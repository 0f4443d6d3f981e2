using InventoryFunctions.Notifications;
using InventoryFunctions.Testing;
using InventoryFunctions.Tests.BatchUpdates;

namespace InventoryFunctions.Tests.Notifications;

public sealed class NotificationStoreTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    [Fact]
    [Trait("Parity", "B9")]
    public async Task Record_FailureAfterItWasSent_LeavesItSent()
    {
        await using InventoryApp app = await InventoryApp.StartAsync(azurite);
        NotificationStore notifications = app.Get<NotificationStore>();
        DateTimeOffset now = app.Clock.GetUtcNow();
        Notification notification = new()
        {
            Id = "7/alert",
            Subject = "A subject",
            Message = "A message.",
            Time = now,
            Deliveries = [new NotificationDelivery("email", DeliveryStatus.Pending, now), new NotificationDelivery("webhook", DeliveryStatus.Pending, now)],
        };
        await notifications.AddAsync(notification, default);

        await Task.WhenAll(
            notifications.RecordAsync(notification, new NotificationDelivery("email", DeliveryStatus.Sent, now), default),
            notifications.RecordAsync(notification, new NotificationDelivery("webhook", DeliveryStatus.Failed, now, "no"), default));
        await notifications.RecordAsync(notification, new NotificationDelivery("email", DeliveryStatus.Failed, now, "late"), default);
        await notifications.RecordAsync(notification, new NotificationDelivery("webhook", DeliveryStatus.Sent, now), default);

        Assert.Equal(
            [("email", DeliveryStatus.Sent), ("webhook", DeliveryStatus.Sent)],
            (await notifications.FindAsync(notification.Id, default))!.Deliveries.Select(delivery => (delivery.Sender, delivery.Status)));
    }
}
