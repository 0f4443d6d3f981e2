using InventoryFunctions.Notifications;
using Microsoft.Extensions.Options;

namespace InventoryFunctions.Tests.Notifications;

public sealed class NotificationOptionsTests
{
    private const string Endpoint = "https://shop.europe.communication.azure.com";

    [Theory]
    [InlineData(null, null, null, null)]
    [InlineData("", "", "", "")]
    [InlineData(null, null, "admin@example.com", null)]
    [InlineData(Endpoint, "DoNotReply@shop.example", "admin@example.com", "https://hooks.slack.com/services/a/b/c")]
    [InlineData(null, null, null, "http://127.0.0.1:5000/hook")]
    public void Settings_SomethingCanBeSentTo_AreAccepted(string? endpoint, string? from, string? to, string? webhook) =>
        Assert.True(Validate(endpoint, from, to, webhook).Succeeded);

    [Theory]
    [InlineData("endpoint=https://shop.communication.azure.com/;accesskey=secret", "a@b.c", "a@b.c", null, "Notifications__EmailEndpoint must be the endpoint")]
    [InlineData("http://shop.communication.azure.com", "a@b.c", "a@b.c", null, "Notifications__EmailEndpoint must be the endpoint")]
    [InlineData(Endpoint, null, "a@b.c", null, "Notifications__EmailEndpoint is set, but not Notifications__EmailFrom")]
    [InlineData(Endpoint, "a@b.c", "", null, "Notifications__EmailEndpoint is set, but not Notifications__AlertEmail")]
    [InlineData(Endpoint, "a@b.c", "a@b.c, d@e.f", null, "Notifications__AlertEmail 'a@b.c, d@e.f' must be one email address")]
    [InlineData(Endpoint, "somebody", "a@b.c", null, "Notifications__EmailFrom 'somebody' must be one email address")]
    [InlineData(null, null, null, "http://hooks.example/secret", "Notifications__WebhookUrl must be an address that begins with https://")]
    [InlineData(null, null, null, "secret", "Notifications__WebhookUrl must be an address that begins with https://")]
    public void Settings_NothingCouldBeSentTo_AreRefusedByNameAndKeepSecrets(string? endpoint, string? from, string? to, string? webhook, string expected)
    {
        string failure = Validate(endpoint, from, to, webhook).FailureMessage!;

        Assert.Contains(expected, failure, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", failure, StringComparison.Ordinal);
    }

    [Fact]
    public void Format_Unknown_IsRefusedByName() => Assert.Contains(
        "Notifications__WebhookFormat must be text or adaptiveCard; it is 'xml'",
        new NotificationOptionsValidator().Validate(null, new NotificationOptions { WebhookFormat = "xml" }).FailureMessage,
        StringComparison.Ordinal);

    private static ValidateOptionsResult Validate(string? endpoint, string? from, string? to, string? webhook) => new NotificationOptionsValidator().Validate(
        null, new NotificationOptions { EmailEndpoint = endpoint, EmailFrom = from, AlertEmail = to, WebhookUrl = webhook });
}
