using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace InventoryFunctions.Notifications;

/// <summary>
/// The keys of table Notifications: one partition, two rows a notification. One guards its id, the other one, which holds it, sorts newest first.
/// </summary>
/// <remarks>Changing any of them loses sight of what is stored.</remarks>
public static class NotificationKeys
{
    /// <summary>The partition.</summary>
    public const string Partition = "notifications";

    /// <summary>Row keys of guards: the prefix, then the SHA-256 of the event's id, which may hold characters that no key may.</summary>
    public const string GuardPrefix = "id:";

    /// <summary>Row keys of notifications: the prefix, the ticks that are left until the end of time in 19 digits, <c>:</c>, and the guard's hash.</summary>
    public const string NotificationPrefix = "notification:";

    /// <summary>The first key after every key with <see cref="NotificationPrefix"/>.</summary>
    public const string NotificationEnd = "notification;";

    /// <summary>The row key of the guard of a notification's id.</summary>
    public static string GuardRow(string id) => GuardPrefix + HashOf(id);

    /// <summary>The row key of a notification.</summary>
    public static string NotificationRow(string id, DateTimeOffset time) => $"{From(time)}:{HashOf(id)}";

    /// <summary>Notifications of <paramref name="time"/> and before have keys from here on, up to <see cref="NotificationEnd"/>.</summary>
    public static string From(DateTimeOffset time) =>
        string.Create(CultureInfo.InvariantCulture, $"{NotificationPrefix}{DateTimeOffset.MaxValue.UtcTicks - time.UtcTicks:D19}");

    /// <summary>The row key of the guard that belongs to a notification's row.</summary>
    public static string GuardOf(string notificationRow) => GuardPrefix + notificationRow[(notificationRow.LastIndexOf(':') + 1)..];

    private static string HashOf(string id) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(id)));
}
