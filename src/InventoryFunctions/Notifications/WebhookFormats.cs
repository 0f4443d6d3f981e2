namespace InventoryFunctions.Notifications;

/// <summary>What webhooks take.</summary>
internal static class WebhookFormats
{
    /// <summary>
    /// <c>{ "text": … }</c>: Slack (https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks), Teams' connectors, Mattermost and others.
    /// </summary>
    public const string Text = "text";

    /// <summary>
    /// An Adaptive Card in a message: Teams' workflows take nothing else
    /// (https://learn.microsoft.com/microsoftteams/platform/webhooks-and-connectors/how-to/connectors-using).
    /// </summary>
    public const string AdaptiveCard = "adaptiveCard";

    // Where "When a Teams webhook request is received" has its addresses.
    private static readonly string[] WorkflowHosts = [".logic.azure.com", ".powerplatform.com", ".powerautomate.com"];

    /// <summary>The format that the settings ask for, or else the address tells.</summary>
    /// <returns>Whether it is one.</returns>
    public static bool TryOf(NotificationOptions options, out string format)
    {
        if (string.IsNullOrEmpty(options.WebhookFormat))
        {
            format = Uri.TryCreate(options.WebhookUrl, UriKind.Absolute, out Uri? url)
                && WorkflowHosts.Any(host => url.Host.EndsWith(host, StringComparison.OrdinalIgnoreCase)) ? AdaptiveCard : Text;
            return true;
        }

        format = string.Equals(options.WebhookFormat, AdaptiveCard, StringComparison.OrdinalIgnoreCase) ? AdaptiveCard : Text;
        return string.Equals(options.WebhookFormat, format, StringComparison.OrdinalIgnoreCase);
    }
}
