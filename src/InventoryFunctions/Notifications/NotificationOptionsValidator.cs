using System.Net.Mail;
using Microsoft.Extensions.Options;

namespace InventoryFunctions.Notifications;

/// <summary>Refuses addresses that nothing could be sent to, naming the setting. The webhook's address is a secret, and never shown.</summary>
internal sealed class NotificationOptionsValidator : IValidateOptions<NotificationOptions>
{
    private const string Example = "such as https://shop.europe.communication.azure.com";

    public ValidateOptionsResult Validate(string? name, NotificationOptions options)
    {
        List<string> broken = [];
        if (options.HasEmail)
        {
            // Not shown either: a connection string, which some put here, holds a key.
            if (!Uri.TryCreate(options.EmailEndpoint, UriKind.Absolute, out Uri? endpoint) || endpoint.Scheme != Uri.UriSchemeHttps || endpoint.PathAndQuery != "/")
            {
                broken.Add($"{NotificationOptions.EmailEndpointSetting} must be the endpoint of a Communication Services resource ({Example}), not a connection string.");
            }

            CheckNeeded(NotificationOptions.EmailFromSetting, options.EmailFrom);
            CheckNeeded(NotificationOptions.AlertEmailSetting, options.AlertEmail);
        }

        if (!string.IsNullOrEmpty(options.AlertEmail) && !IsAddress(options.AlertEmail))
        {
            broken.Add($"{NotificationOptions.AlertEmailSetting} '{options.AlertEmail}' must be one email address.");
        }

        if (!string.IsNullOrEmpty(options.EmailFrom) && !IsAddress(options.EmailFrom))
        {
            broken.Add($"{NotificationOptions.EmailFromSetting} '{options.EmailFrom}' must be one email address.");
        }

        if (options.HasWebhook && !IsWebhook(options.WebhookUrl!))
        {
            broken.Add($"{NotificationOptions.WebhookUrlSetting} must be an address that begins with https:// (http:// on this machine only).");
        }

        if (!WebhookFormats.TryOf(options, out _))
        {
            broken.Add($"{NotificationOptions.WebhookFormatSetting} must be {WebhookFormats.Text} or {WebhookFormats.AdaptiveCard}; it is '{options.WebhookFormat}'.");
        }

        return broken.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(broken);

        void CheckNeeded(string setting, string? value)
        {
            if (string.IsNullOrEmpty(value))
            {
                broken.Add($"{NotificationOptions.EmailEndpointSetting} is set, but not {setting}, which mail needs.");
            }
        }
    }

    /// <summary>Whether <paramref name="text"/> is an email address and nothing else: no name, no second one.</summary>
    internal static bool IsAddress(string text) => MailAddress.TryCreate(text, out MailAddress? address) && address.Address == text;

    private static bool IsWebhook(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out Uri? url) && (url.Scheme == Uri.UriSchemeHttps || (url.Scheme == Uri.UriSchemeHttp && url.IsLoopback));
}
