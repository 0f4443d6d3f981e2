using System.Text.Json;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Identity;
using InventoryFunctions.Notifications;
using InventoryFunctions.Testing;

namespace InventoryFunctions.Tests.Notifications;

[Trait("Parity", "B9")]
public sealed class CommunicationServicesEmailSenderTests : IAsyncLifetime
{
    private static readonly EmailMessage Message = new(
        new Guid("0197f3a0-0000-8000-8000-000000000001"), "admin@example.com", "Stock unavailable", "Of tv – there are 2.", "<p>Of tv &#x2013; there are 2.</p>");

    private readonly StubCredential _credential = new();
    private readonly ManualTimeProvider _clock = new();
    private StubEndpoint _service = null!;

    public async Task InitializeAsync() => _service = await StubEndpoint.StartAsync();

    public async Task DisposeAsync() => await _service.DisposeAsync();

    [Fact]
    [Trait("Parity", "A12")]
    [Trait("Parity", "A13")]
    public async Task Send_Message_IsTheRequestThatTheServiceAsksFor()
    {
        _service.Answer(202);

        await Sender().SendAsync(Message, CancellationToken.None);

        ReceivedRequest request = Assert.Single(_service.Requests);
        Assert.Equal(("POST", "/emails:send?api-version=2023-03-31"), (request.Method, request.PathAndQuery));
        Assert.Equal($"Bearer {StubCredential.Token}", request.Headers["Authorization"]);
        Assert.Equal([CommunicationServicesEmailSender.Scope], _credential.Scopes);
        Assert.Equal("application/json", request.Headers["Content-Type"]);
        Assert.Equal("0197f3a0-0000-8000-8000-000000000001", request.Headers["Operation-Id"]);
        JsonElement body = JsonDocument.Parse(request.Body).RootElement;
        Assert.Equal("DoNotReply@shop.example", body.GetProperty("senderAddress").GetString());
        Assert.Equal("""[{"address":"admin@example.com"}]""", body.GetProperty("recipients").GetProperty("to").GetRawText());
        JsonElement content = body.GetProperty("content");
        Assert.Equal(
            (Message.Subject, Message.PlainText, Message.Html),
            (content.GetProperty("subject").GetString(), content.GetProperty("plainText").GetString(), content.GetProperty("html").GetString()));
        Assert.True(body.GetProperty("userEngagementTrackingDisabled").GetBoolean());
    }

    [Theory]
    [InlineData(429, false)]
    [InlineData(503, false)]
    [InlineData(401, false)]
    [InlineData(403, false)]
    [InlineData(400, true)]
    [InlineData(404, true)]
    public async Task Send_Refused_SaysWhyAndWhetherAnotherAttemptIsOfUse(int status, bool isFinal)
    {
        _service.Answer(status, body: """{"error":{"code":"SomeCode","message":"Some reason."}}""");

        DeliveryFailedException failure = await FailedAsync();

        Assert.Equal($"Answered {status}: SomeCode: Some reason.", failure.Message);
        Assert.Equal(isFinal, failure.IsFinal);
        Assert.Single(_service.Requests);
    }

    [Fact]
    public async Task Send_BusyForSoManySeconds_SaysForHowLong()
    {
        _service.Answer(429, retryAfter: "3600");

        Assert.Equal(TimeSpan.FromHours(1), (await FailedAsync()).RetryAfter);
    }

    [Fact]
    public async Task Send_BusyUntilADate_SaysForHowLong()
    {
        _service.Answer(503, retryAfter: "Thu, 01 Jan 2026 12:02:00 GMT");

        Assert.Equal(TimeSpan.FromMinutes(2), (await FailedAsync()).RetryAfter);
    }

    [Fact]
    public async Task Send_OperationIsKnownToTheService_CountsAsSent()
    {
        _service.Respond = request => new StubAnswer(request.Method == "GET" ? 200 : 409);

        await Sender().SendAsync(Message, CancellationToken.None);

        Assert.Equal("/emails/operations/0197f3a0-0000-8000-8000-000000000001?api-version=2023-03-31", _service.Requests[1].PathAndQuery);
    }

    [Theory]
    [InlineData("Failed")]
    [InlineData("Canceled")]
    public async Task Send_OperationIsKnownAndWasNotDelivered_FailsForGood(string status)
    {
        _service.Respond = request => request.Method == "GET"
            ? new StubAnswer(200, Body: $$"""{ "id": "{{Message.OperationId}}", "status": "{{status}}", "error": { "code": "EmailDropped", "message": "Nobody took it." } }""")
            : new StubAnswer(409);

        DeliveryFailedException failure = await FailedAsync();

        Assert.Equal((true, "Accepted, and not delivered: EmailDropped: Nobody took it."), (failure.IsFinal, failure.Message));
    }

    [Fact]
    public async Task Send_NoTokenToBeHad_FailsForNow()
    {
        CommunicationServicesEmailSender sender = Sender(new NoCredential(), _service.Transport());

        DeliveryFailedException failure = await Assert.ThrowsAsync<DeliveryFailedException>(() => sender.SendAsync(Message, CancellationToken.None));

        Assert.Equal((false, "There is no identity here."), (failure.IsFinal, failure.Message));
        Assert.Empty(_service.Requests);
    }

    [Fact]
    public async Task Send_ServiceNeverAnswers_FailsForNow()
    {
        CommunicationServicesEmailSender sender = Sender(_credential, new HttpClientTransport(new Silence()), TimeSpan.FromMilliseconds(100));

        DeliveryFailedException failure = await Assert.ThrowsAsync<DeliveryFailedException>(() => sender.SendAsync(Message, CancellationToken.None));

        Assert.Equal((false, "The service did not answer in time."), (failure.IsFinal, failure.Message));
    }

    [Fact]
    public async Task Send_GivenUpByTheHost_IsNoFailureOfTheService()
    {
        using CancellationTokenSource stopping = new();
        Task sending = Sender(_credential, new HttpClientTransport(new Silence())).SendAsync(Message, stopping.Token);

        await stopping.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sending);
    }

    [Fact]
    public async Task Send_ServiceIsAway_FailsForNow()
    {
        await _service.DisposeAsync();

        Assert.False((await FailedAsync()).IsFinal);
    }

    private Task<DeliveryFailedException> FailedAsync() =>
        Assert.ThrowsAsync<DeliveryFailedException>(() => Sender().SendAsync(Message, CancellationToken.None));

    private CommunicationServicesEmailSender Sender() => Sender(_credential, _service.Transport());

    private CommunicationServicesEmailSender Sender(TokenCredential credential, HttpPipelineTransport transport, TimeSpan? networkTimeout = null)
    {
        EmailClientOptions options = new() { Transport = transport };
        options.Retry.NetworkTimeout = networkTimeout ?? options.Retry.NetworkTimeout;
        return new CommunicationServicesEmailSender(_service.Address, "DoNotReply@shop.example", credential, _clock, options);
    }

    private sealed class NoCredential : TokenCredential
    {
        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            throw new CredentialUnavailableException("There is no identity here.");

        public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            throw new CredentialUnavailableException("There is no identity here.");
    }

    private sealed class Silence : HttpMessageHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            await new TaskCompletionSource().Task.WaitAsync(cancellationToken);
            throw new InvalidOperationException("Nothing ends it but its token.");
        }
    }
}
