using System.Text;
using Azure.Data.Tables;

namespace InventoryFunctions.Notifications;

/// <summary>A notification as a row of table Notifications.</summary>
internal static class NotificationRow
{
    public static TableEntity Write(Notification notification)
    {
        TableEntity row = new(NotificationKeys.Partition, NotificationKeys.NotificationRow(notification.Id, notification.Time))
        {
            [nameof(Notification.Time)] = notification.Time,
        };

        // Binary, because a text property holds 32 Ki characters only, and what arrived in a queue message is up to 64 KiB.
        Set(nameof(Notification.Id), notification.Id);
        Set(nameof(Notification.Subject), notification.Subject);
        Set(nameof(Notification.Message), notification.Message);
        Set(nameof(Notification.ExecutionId), notification.ExecutionId);
        Set(nameof(Notification.OrderId), notification.OrderId);
        Set(nameof(Notification.ProductId), notification.ProductId);
        return row;

        void Set(string property, string? text)
        {
            if (text is not null)
            {
                row[property] = Encoding.UTF8.GetBytes(text);
            }
        }
    }

    public static Notification Read(TableEntity row)
    {
        return new Notification
        {
            Id = Text(nameof(Notification.Id)) ?? "",
            Subject = Text(nameof(Notification.Subject)) ?? "",
            Message = Text(nameof(Notification.Message)) ?? "",
            Time = row.GetDateTimeOffset(nameof(Notification.Time)).GetValueOrDefault(),
            ExecutionId = Text(nameof(Notification.ExecutionId)),
            OrderId = Text(nameof(Notification.OrderId)),
            ProductId = Text(nameof(Notification.ProductId)),
        };

        string? Text(string property) => row.GetBinary(property) is { } bytes ? Encoding.UTF8.GetString(bytes) : null;
    }
}
