using System.Text.Json;
using InventoryFunctions.Notifications;
using InventoryFunctions.Testing;
using Microsoft.Extensions.Options;

namespace InventoryFunctions.Tests.Notifications;

public sealed class WebhookNotificationsTests : IAsyncLifetime
{
    private const string Secret = "/services/T000/B000/the-secret";

    private static readonly Notification Approval = new()
    {
        Id = "n1",
        Subject = "Purchase order to approve",
        Message = "Of <tv> & [co](http://evil.example) 30 are to be bought.",
        Time = default,
        Link = new Uri("https://shop.example/api/purchase-orders/7/decision?token=t"),
    };

    private StubEndpoint _service = null!;

    public async Task InitializeAsync() => _service = await StubEndpoint.StartAsync(https: false);

    public async Task DisposeAsync() => await _service.DisposeAsync();

    [Fact]
    public async Task Send_Text_IsWhatSlackTakes()
    {
        await SendAsync(format: null);

        ReceivedRequest request = Assert.Single(_service.Requests);
        Assert.Equal(("POST", Secret), (request.Method, request.PathAndQuery));
        Assert.StartsWith("application/json", request.Headers["Content-Type"], StringComparison.Ordinal);
        Assert.DoesNotContain("traceparent", request.Headers.Keys);
        Assert.Equal(
            """
            Purchase order to approve
            Of &lt;tv&gt; &amp; [co](http://evil.example) 30 are to be bought.

            Look at it and decide:
            https://shop.example/api/purchase-orders/7/decision?token=t
            """.ReplaceLineEndings("\n"),
            JsonDocument.Parse(request.Body).RootElement.GetProperty("text").GetString());
    }

    [Fact]
    public async Task Send_AdaptiveCard_IsWhatTeamsWorkflowsTake()
    {
        await SendAsync(WebhookFormats.AdaptiveCard);

        JsonElement message = JsonDocument.Parse(Assert.Single(_service.Requests).Body).RootElement;
        Assert.Equal("message", message.GetProperty("type").GetString());
        JsonElement attachment = message.GetProperty("attachments")[0];
        Assert.Equal("application/vnd.microsoft.card.adaptive", attachment.GetProperty("contentType").GetString());
        JsonElement card = attachment.GetProperty("content");
        Assert.Equal("AdaptiveCard", card.GetProperty("type").GetString());
        Assert.Equal(
            [Approval.Subject, Approval.Message],
            card.GetProperty("body").EnumerateArray().Select(block => block.GetProperty("inlines")[0].GetProperty("text").GetString()));
        JsonElement action = card.GetProperty("actions")[0];
        Assert.Equal(("Action.OpenUrl", Approval.Link), (action.GetProperty("type").GetString(), new Uri(action.GetProperty("url").GetString()!)));
    }

    [Theory]
    [InlineData("https://hooks.slack.com/services/a/b/c", null, "text")]
    [InlineData("https://shop.webhook.office.com/webhookb2/a", null, "text")]
    [InlineData("https://prod-12.westeurope.logic.azure.com:443/workflows/a", null, "adaptiveCard")]
    [InlineData("https://default1.environment.api.powerplatform.com/workflows/a", null, "adaptiveCard")]
    [InlineData("https://hooks.slack.com/services/a/b/c", "AdaptiveCard", "adaptiveCard")]
    public void Format_OfAnAddress_IsWhatItTakes(string url, string? setting, string expected)
    {
        Assert.True(WebhookFormats.TryOf(new NotificationOptions { WebhookUrl = url, WebhookFormat = setting }, out string format));
        Assert.Equal(expected, format);
    }

    [Theory]
    [InlineData(429, false)]
    [InlineData(503, false)]
    [InlineData(302, false)]
    [InlineData(410, true)]
    public async Task Send_Refused_SaysSoWithoutTheAddress(int status, bool isFinal)
    {
        _service.Answer(status, retryAfter: "7");

        DeliveryFailedException failure = await Assert.ThrowsAsync<DeliveryFailedException>(() => SendAsync(format: null));

        Assert.Equal((isFinal, TimeSpan.FromSeconds(7)), (failure.IsFinal, failure.RetryAfter));
        Assert.DoesNotContain("secret", failure.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Send_NobodyListens_SaysSoWithoutTheAddress()
    {
        // Nothing listens on port 1; a port that was let go of may be another server's by now.
        DeliveryFailedException failure = await Assert.ThrowsAsync<DeliveryFailedException>(() => SendAsync(format: null, new Uri("http://127.0.0.1:1")));

        Assert.Equal("The webhook can't be reached: ConnectionError.", failure.Message);
        Assert.DoesNotContain("secret", failure.ToString(), StringComparison.Ordinal);
    }

    private async Task SendAsync(string? format, Uri? address = null)
    {
        NotificationOptions options = new() { WebhookUrl = new Uri(address ?? _service.Address, Secret).AbsoluteUri, WebhookFormat = format };
        using WebhookNotifications sender = new(Options.Create(options), TimeProvider.System);
        await sender.SendAsync(Approval, CancellationToken.None);
    }
}
