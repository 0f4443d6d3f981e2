using System.Text;
using System.Text.Json;
using Azure.Data.Tables;
using InventoryFunctions.Storage;

namespace InventoryFunctions.Notifications;

/// <summary>A notification as a row of table Notifications. Each delivery is a property of its own, so that senders don't get in each other's way.</summary>
internal static class NotificationRow
{
    private const string DeliveryPrefix = "Delivery_";

    public static TableEntity Write(Notification notification)
    {
        TableEntity row = new(NotificationKeys.Partition, NotificationKeys.NotificationRow(notification.Id, notification.Time))
        {
            [nameof(Notification.Time)] = notification.Time,
            [nameof(Notification.Audience)] = notification.Audience.ToString(),
        };

        // Binary, because a text property holds 32 Ki characters only, and what arrived in a queue message is up to 64 KiB.
        Set(nameof(Notification.Id), notification.Id);
        Set(nameof(Notification.Subject), notification.Subject);
        Set(nameof(Notification.Message), notification.Message);
        Set(nameof(Notification.ExecutionId), notification.ExecutionId);
        Set(nameof(Notification.OrderId), notification.OrderId);
        Set(nameof(Notification.ProductId), notification.ProductId);
        Set(nameof(Notification.PurchaseOrderId), notification.PurchaseOrderId);
        Set(nameof(Notification.Link), notification.Link?.AbsoluteUri);
        foreach (NotificationDelivery delivery in notification.Deliveries)
        {
            SetDelivery(row, delivery);
        }

        return row;

        void Set(string property, string? text) => row.SetIfKnown(property, text is null ? null : Encoding.UTF8.GetBytes(text));
    }

    /// <summary>What is merged into the row of <paramref name="notification"/>.</summary>
    public static TableEntity Write(Notification notification, NotificationDelivery delivery)
    {
        TableEntity row = new(NotificationKeys.Partition, NotificationKeys.NotificationRow(notification.Id, notification.Time));
        SetDelivery(row, delivery);
        return row;
    }

    public static Notification Read(TableEntity row)
    {
        return new Notification
        {
            Id = Text(nameof(Notification.Id)) ?? "",
            Subject = Text(nameof(Notification.Subject)) ?? "",
            Message = Text(nameof(Notification.Message)) ?? "",
            Time = row.GetDateTimeOffset(nameof(Notification.Time)).GetValueOrDefault(),
            Audience = Enum.TryParse(row.GetString(nameof(Notification.Audience)), out NotificationAudience audience) ? audience : default,
            ExecutionId = Text(nameof(Notification.ExecutionId)),
            OrderId = Text(nameof(Notification.OrderId)),
            ProductId = Text(nameof(Notification.ProductId)),
            PurchaseOrderId = Text(nameof(Notification.PurchaseOrderId)),
            Link = Text(nameof(Notification.Link)) is { } link ? new Uri(link) : null,
            Deliveries =
            [
                .. row.Keys.Where(property => property.StartsWith(DeliveryPrefix, StringComparison.Ordinal))
                    .Order(StringComparer.Ordinal)
                    .Select(property => JsonSerializer.Deserialize<NotificationDelivery>(row.GetBinary(property), JsonSerializerOptions.Web)!),
            ],
        };

        string? Text(string property) => row.GetBinary(property) is { } bytes ? Encoding.UTF8.GetString(bytes) : null;
    }

    private static void SetDelivery(TableEntity row, NotificationDelivery delivery) =>
        row[DeliveryPrefix + delivery.Sender] = JsonSerializer.SerializeToUtf8Bytes(delivery, JsonSerializerOptions.Web);
}
