using System.Text.Json;
using Azure;
using Azure.Messaging;
using InventoryFunctions.Domain.Events;
using InventoryFunctions.Events;
using InventoryFunctions.Notifications;
using InventoryFunctions.Testing;
using InventoryFunctions.Tests.Workflows;
using Microsoft.Extensions.DependencyInjection;

namespace InventoryFunctions.Tests.Notifications;

/// <summary>From the event to the mail, the webhook and the list.</summary>
public sealed class NotificationFlowTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>, IAsyncLifetime
{
    private const string Hook = "/services/the-secret";

    private static readonly CloudEvent Alert = InventoryEvents.Create(
        "7/alert", new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero), new InventoryAlert("[prod] Job Execution Failed", "It threw.", ExecutionId: "7"));

    private StubEndpoint _mail = null!;
    private StubEndpoint _hook = null!;

    private IEnumerable<string> Operations => _mail.Requests.Select(request => request.Headers["Operation-Id"]);

    public async Task InitializeAsync() => (_mail, _hook) = (await StubEndpoint.StartAsync(), await StubEndpoint.StartAsync(https: false));

    public async Task DisposeAsync()
    {
        await _mail.DisposeAsync();
        await _hook.DisposeAsync();
    }

    [Fact]
    [Trait("Parity", "A8")]
    [Trait("Parity", "A12")]
    [Trait("Parity", "B9")]
    public async Task Alert_WithMail_ReachesTheAdministratorOnce()
    {
        _mail.Answer(202);
        await using RunningNotifications app = await StartAsync();

        await app.PublishAsync(Alert);
        await app.PublishAsync(Alert);
        await app.DeliveredAsync("email", DeliveryStatus.Sent);
        await app.PublishAsync(Alert);
        await app.PublishAsync(InventoryEvents.Create("8/alert", Alert.Time!.Value, new InventoryAlert("Other", "Of another job.")));
        await Eventually.HoldsAsync(() => Operations.Distinct().Count() == 2, "the other alert is sent");
        await app.TakenInAsync();

        Assert.Equal(2, _mail.Requests.Count);
        JsonElement mail = JsonDocument.Parse(_mail.Requests[0].Body).RootElement;
        Assert.Equal("admin@example.com", mail.GetProperty("recipients").GetProperty("to")[0].GetProperty("address").GetString());
        Assert.Equal("[prod] Job Execution Failed", mail.GetProperty("content").GetProperty("subject").GetString());
        Assert.Equal("It threw.\n", mail.GetProperty("content").GetProperty("plainText").GetString());
    }

    [Theory]
    [InlineData(500)]
    [InlineData(503)]
    public async Task Alert_MailIsBusy_IsSentWhenItIsNot(int status)
    {
        _mail.Answer(status, retryAfter: "1");
        _mail.Answer(status);
        _mail.Answer(202);
        await using RunningNotifications app = await StartAsync();

        await app.PublishAsync(Alert);
        await app.DeliveredAsync("email", DeliveryStatus.Sent);

        Assert.Equal(3, _mail.Requests.Count);
        Assert.Single(Operations.Distinct());
    }

    [Fact]
    public async Task Alert_MailIsRefused_FailsVisiblyAndHoldsUpNothing()
    {
        _mail.Answer(400, body: """{"error":{"code":"InvalidSender","message":"The domain is not linked."}}""");
        _hook.Answer(200);
        await using RunningNotifications app = await StartAsync(new Uri(_hook.Address, Hook));

        await app.PublishAsync(Alert);

        JsonElement failed = await app.DeliveredAsync("email", DeliveryStatus.Failed);
        Assert.Equal("Answered 400: InvalidSender: The domain is not linked.", failed.GetProperty("error").GetString());
        await app.DeliveredAsync("webhook", DeliveryStatus.Sent);
        Assert.Single(_mail.Requests);
        await Eventually.HoldsAsync(
            () => app.Deliveries.Order().SequenceEqual(["email Failed", "webhook Sent"]), "both deliveries are counted");
        Assert.Contains(app.Log.Lines, line => line.StartsWith("Error Notification 7/alert is given up by email", StringComparison.Ordinal));
        await Eventually.HoldsAsync(
            async () => (await app.WorkflowsAsync()).Contains("\"Completed\"", StringComparison.Ordinal), "the workflow has not failed");
        Assert.Contains("\"output\":[\"Failed\",\"Sent\"]", await app.WorkflowsAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Alert_ProcessDiesBetweenSendingAndRecording_IsSentAgainAsTheSameOperation()
    {
        _mail.Answer(202);
        await using RunningNotifications app = await StartAsync();
        int deaths = 0;
        app.Traffic.Before = call => call.Body.Contains("Delivery_email", StringComparison.Ordinal) && call.Method is "PATCH" or "MERGE" && deaths++ == 0
            ? throw new RequestFailedException(400, "The host is gone.")
            : Task.CompletedTask;

        await app.PublishAsync(Alert);
        await app.DeliveredAsync("email", DeliveryStatus.Sent);

        Assert.Equal(2, _mail.Requests.Count);
        Assert.Single(Operations.Distinct());
    }

    [Fact]
    public async Task Alert_HostStopsWhileMailIsAway_IsSentByTheNextOne()
    {
        _mail.Answer(503);
        string account = azurite.NewAccount();
        await using (RunningNotifications first = await StartAsync(account))
        {
            await first.PublishAsync(Alert);
            await Eventually.HoldsAsync(() => _mail.Requests.Count > 0, "mail was tried");
        }

        _mail.Respond = _ => new StubAnswer(202);
        await using RunningNotifications second = await FreeHub.StartAsync(() => StartAsync(account));

        await second.DeliveredAsync("email", DeliveryStatus.Sent);
        Assert.Single(Operations.Distinct());
    }

    [Fact]
    public async Task Alert_WithAWebhook_ShowsItsAddressNowhere()
    {
        _hook.Answer(503);
        _hook.Answer(200);
        await using RunningNotifications app = await StartAsync(new Uri(_hook.Address, Hook));

        await app.PublishAsync(Alert);
        await app.DeliveredAsync("webhook", DeliveryStatus.Sent);

        Assert.All(_hook.Requests, request => Assert.Equal(Hook, request.PathAndQuery));
        Assert.DoesNotContain(app.Log.Lines, line => line.Contains("the-secret", StringComparison.Ordinal));
        Assert.Contains(app.Log.Lines, line => line.Contains("could not be sent by webhook yet: Answered 503", StringComparison.Ordinal));
        Assert.DoesNotContain("the-secret", await app.WorkflowsAsync(), StringComparison.Ordinal);
        Assert.DoesNotContain("the-secret", JsonSerializer.Serialize(await app.ListAsync()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Alert_NothingIsSetUp_IsRecordedAndLogged()
    {
        await using RunningNotifications app = await RunningNotifications.StartAsync(azurite.NewAccount(), mail: null);

        await app.PublishAsync(Alert);
        await Eventually.HoldsAsync(
            () => app.Log.Lines.Any(line => line.Contains("[prod] Job Execution Failed: It threw.", StringComparison.Ordinal)), "the alert is in the log");
        await app.TakenInAsync();

        Assert.Equal("[]", Assert.Single(await app.ListAsync()).GetProperty("deliveries").GetRawText());
        Assert.DoesNotContain("SendNotification", await app.WorkflowsAsync(), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Parity", "B5")]
    [Trait("Parity", "B9")]
    public async Task Approval_WithMail_CarriesALinkThatIsInNoLog()
    {
        _mail.Answer(202);
        await using RunningNotifications app = await StartAsync();
        string id = await app.AskForApprovalAsync(ApprovalRequestKind.Escalation);

        await app.DeliveredAsync("email", DeliveryStatus.Sent);

        JsonElement mail = JsonDocument.Parse(Assert.Single(_mail.Requests).Body).RootElement;
        Assert.Equal(RunningNotifications.EscalationEmail, mail.GetProperty("recipients").GetProperty("to")[0].GetProperty("address").GetString());
        JsonElement listed = Assert.Single(await app.ListAsync());
        string link = listed.GetProperty("link").GetString()!;
        Assert.Contains($"/purchase-orders/{id}/decision?token=", link, StringComparison.Ordinal);
        Assert.Contains(link, mail.GetProperty("content").GetProperty("plainText").GetString(), StringComparison.Ordinal);
        string token = link[(link.IndexOf("token=", StringComparison.Ordinal) + 6)..];
        Assert.DoesNotContain(app.Log.Lines, line => line.Contains(token, StringComparison.Ordinal));
        Assert.DoesNotContain(token, await app.WorkflowsAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Alert_SenderFailsInAWayOfItsOwn_IsTriedAgain()
    {
        await using RunningNotifications app = await RunningNotifications.StartAsync(
            azurite.NewAccount(), _mail, configure: services => services.AddSingleton<IEmailSender>(new FailsOnce()));

        await app.PublishAsync(Alert);

        await app.DeliveredAsync("email", DeliveryStatus.Sent);
        Assert.Contains(app.Log.Lines, line => line.Contains("could not be sent by email yet: The sender failed: NotSupportedException.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Approval_NothingIsSetUpInAzure_IsLoggedWithoutItsLink()
    {
        await using RunningNotifications app = await RunningNotifications.StartAsync(azurite.NewAccount(), mail: null, functionsEnvironment: "Production");

        string id = await app.AskForApprovalAsync(ApprovalRequestKind.Request);

        await Eventually.HoldsAsync(
            () => app.Log.Lines.Any(line => line.Contains($"Notification {id}/Request/0: ", StringComparison.Ordinal)), "the notification is in the log");
        Assert.DoesNotContain(app.Log.Lines, line => line.Contains("decision?token=", StringComparison.Ordinal));
        Assert.Contains($"/purchase-orders/{id}/decision?token=", Assert.Single(await app.ListAsync()).GetProperty("link").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Approval_NothingIsSetUp_IsLoggedWithItsLink()
    {
        await using RunningNotifications app = await RunningNotifications.StartAsync(azurite.NewAccount(), mail: null);

        string id = await app.AskForApprovalAsync(ApprovalRequestKind.Request);

        await Eventually.HoldsAsync(
            () => app.Log.Lines.Any(line => line.Contains($"/api/purchase-orders/{id}/decision?token=", StringComparison.Ordinal)), "the link is in the log");
    }

    private Task<RunningNotifications> StartAsync(Uri? webhook = null) => RunningNotifications.StartAsync(azurite.NewAccount(), _mail, webhook);

    private Task<RunningNotifications> StartAsync(string account) => RunningNotifications.StartAsync(account, _mail);

    private sealed class FailsOnce : IEmailSender
    {
        private int _attempts;

        public Task SendAsync(EmailMessage message, CancellationToken cancellationToken) =>
            Interlocked.Increment(ref _attempts) == 1 ? throw new NotSupportedException("with a secret") : Task.CompletedTask;
    }
}
