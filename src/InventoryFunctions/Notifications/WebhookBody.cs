using System.Text.Json.Serialization;

namespace InventoryFunctions.Notifications;

/// <summary>The JSON that webhooks take.</summary>
internal static class WebhookBody
{
    /// <summary><see cref="WebhookFormats.Text"/>.</summary>
    public static object Text(Notification notification) => new
    {
        Text = Escaped($"{NotificationText.Subject(notification)}\n{NotificationText.Plain(notification)}".TrimEnd()),
    };

    /// <summary><see cref="WebhookFormats.AdaptiveCard"/>.</summary>
    public static object Card(Notification notification) => new
    {
        Type = "message",
        Attachments = new[]
        {
            new
            {
                ContentType = "application/vnd.microsoft.card.adaptive",
                Content = new
                {
                    Type = "AdaptiveCard",
                    Version = "1.4",
                    Body = new[] { Paragraph(NotificationText.Subject(notification), "bolder"), Paragraph(NotificationText.Message(notification), "default") },
                    Actions = notification.Link is { } link ? [new Action("Action.OpenUrl", NotificationText.LinkText, link)] : Array.Empty<Action>(),
                },
            },
        },
    };

    // Not a TextBlock, which reads Markdown: what stands in a notification stays text.
    private static Block Paragraph(string text, string weight) => new("RichTextBlock", [new Run("TextRun", text, weight)]);

    // Slack's three, which Teams knows as well: nothing in a notification is a link but its own.
    private static string Escaped(string text) => text
        .Replace("&", "&amp;", StringComparison.Ordinal)
        .Replace("<", "&lt;", StringComparison.Ordinal)
        .Replace(">", "&gt;", StringComparison.Ordinal);

    private sealed record Block(string Type, IReadOnlyList<Run> Inlines);

    private sealed record Run(string Type, string Text, string Weight);

    private sealed record Action(string Type, string Title, [property: JsonPropertyName("url")] Uri Address);
}
