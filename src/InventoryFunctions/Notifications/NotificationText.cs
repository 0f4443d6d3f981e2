using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using InventoryFunctions.Api;

namespace InventoryFunctions.Notifications;

/// <summary>Notifications in words, as senders write them.</summary>
internal static class NotificationText
{
    /// <summary>What the link does.</summary>
    public const string LinkText = "Look at it and decide";

    private const int MaxSubject = 200;

    /// <summary>The subject as one line of at most 200 characters.</summary>
    public static string Subject(Notification notification)
    {
        string line = string.Concat(TextDirection.Unforced(notification.Subject).Select(character => char.IsControl(character) ? ' ' : character));
        return line.Length <= MaxSubject ? line : line[..MaxSubject];
    }

    /// <summary>The message.</summary>
    public static string Message(Notification notification) => TextDirection.Unforced(notification.Message);

    /// <summary>The message, and the link where there is one.</summary>
    public static string Plain(Notification notification) =>
        notification.Link is { } link ? $"{Message(notification)}\n\n{LinkText}:\n{link.AbsoluteUri}\n" : Message(notification) + "\n";

    /// <summary>The same as a page of its own; whatever stands in the notification stays text.</summary>
    public static string Html(Notification notification)
    {
        string message = Encoded(Message(notification)).Replace("&#xA;", "<br>", StringComparison.Ordinal);
        string link = notification.Link is { } address
            ? $"<p><a href=\"{Encoded(address.AbsoluteUri)}\">{LinkText}</a></p><p>{Encoded(address.AbsoluteUri)}</p>"
            : "";
        string subject = Encoded(Subject(notification));
        return $"<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>{subject}</title></head>"
            + $"<body><h1>{subject}</h1><p>{message}</p>{link}</body></html>";

        static string Encoded(string text) => HtmlEncoder.Default.Encode(text);
    }

    /// <summary>A GUID made of the notification's id: the same for the same notification.</summary>
    public static Guid OperationId(Notification notification)
    {
        // RFC 9562, version 8: bits of one's own, here of a SHA-256.
        Span<byte> bits = SHA256.HashData(Encoding.UTF8.GetBytes(notification.Id)).AsSpan(0, 16);
        bits[6] = (byte)((bits[6] & 0x0F) | 0x80);
        bits[8] = (byte)((bits[8] & 0x3F) | 0x80);
        return new Guid(bits, bigEndian: true);
    }
}
