namespace InventoryFunctions.Notifications;

/// <summary>
/// Settings <c>Notifications__*</c>. Email is sent by the app's identity, which <c>Notifications__clientId</c> and <c>Notifications__credential</c>
/// choose as they do for the storage account. Without email and webhook, notifications are recorded and written to the log.
/// </summary>
public sealed class NotificationOptions
{
    /// <summary>The section.</summary>
    public const string Section = "Notifications";

    /// <summary>The setting of <see cref="EmailEndpoint"/>.</summary>
    public const string EmailEndpointSetting = Section + "__" + nameof(EmailEndpoint);

    /// <summary>The setting of <see cref="EmailFrom"/>.</summary>
    public const string EmailFromSetting = Section + "__" + nameof(EmailFrom);

    /// <summary>The setting of <see cref="AlertEmail"/>.</summary>
    public const string AlertEmailSetting = Section + "__" + nameof(AlertEmail);

    /// <summary>The setting of <see cref="WebhookUrl"/>.</summary>
    public const string WebhookUrlSetting = Section + "__" + nameof(WebhookUrl);

    /// <summary>The setting of <see cref="WebhookFormat"/>.</summary>
    public const string WebhookFormatSetting = Section + "__" + nameof(WebhookFormat);

    /// <summary>
    /// The endpoint of the Communication Services resource that sends mail, e.g. <c>https://shop.europe.communication.azure.com</c>. The default
    /// value is null: no mail.
    /// </summary>
    public string? EmailEndpoint { get; set; }

    /// <summary>The sender's address, of a domain that is linked to the resource. The default value is null; needed where mail is sent.</summary>
    public string? EmailFrom { get; set; }

    /// <summary>The administrator's address (parity A1: AlertEmail). The default value is null; needed where mail is sent.</summary>
    public string? AlertEmail { get; set; }

    /// <summary>The address of a Teams or Slack webhook. A secret: whoever knows it can post. The default value is null: no webhook.</summary>
    public string? WebhookUrl { get; set; }

    /// <summary>
    /// What the webhook takes: <c>text</c> (Slack, Teams connectors, most others) or <c>adaptiveCard</c> (Teams workflows). The default value is null:
    /// as its address tells.
    /// </summary>
    public string? WebhookFormat { get; set; }

    /// <summary>Whether mail is sent.</summary>
    public bool HasEmail => !string.IsNullOrEmpty(EmailEndpoint);

    /// <summary>Whether there is a webhook.</summary>
    public bool HasWebhook => !string.IsNullOrEmpty(WebhookUrl);
}
