using System.Net.Mime;
using System.Text.Json;
using System.Text.Json.Serialization;
using Azure;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Identity;

namespace InventoryFunctions.Notifications;

/// <summary>
/// Sends mail through the REST API of Azure Communication Services, by the app's identity
/// (https://learn.microsoft.com/rest/api/communication/email/email/send). It does not wait out a busy service: whoever calls it does, for it may ask for
/// an hour.
/// </summary>
internal sealed class CommunicationServicesEmailSender : IEmailSender
{
    /// <summary>What the token is for; the two slashes are the service's.</summary>
    public const string Scope = "https://communication.azure.com//.default";

    /// <summary>The version of the API.</summary>
    public const string ApiVersion = "2023-03-31";

    private const int MaxReason = 500;

    private readonly HttpPipeline _pipeline;
    private readonly Uri _endpoint;
    private readonly string _from;
    private readonly TimeProvider _clock;

    public CommunicationServicesEmailSender(Uri endpoint, string from, TokenCredential credential, TimeProvider clock, EmailClientOptions options)
    {
        _endpoint = endpoint;
        _from = from;
        _clock = clock;
        _pipeline = HttpPipelineBuilder.Build(options, new BearerTokenAuthenticationPolicy(credential, Scope));
    }

    public async Task SendAsync(EmailMessage message, CancellationToken cancellationToken)
    {
        Body body = new(_from, new Recipients([new Address(message.To)]), new Content(message.Subject, message.PlainText, message.Html));
        using HttpMessage sent = await AskAsync(RequestMethod.Post, "/emails:send", message.OperationId, body, cancellationToken);
        switch (sent.Response.Status)
        {
            case 202:
                return;
            case 409 when await IsAcceptedAsync(message.OperationId, cancellationToken):
                return;
            default:
                throw Refused(sent.Response);
        }
    }

    /// <summary>Whether the service has accepted this very mail before.</summary>
    /// <exception cref="DeliveryFailedException">It has, and could not deliver it: under this operation id it never will.</exception>
    private async Task<bool> IsAcceptedAsync(Guid operationId, CancellationToken cancellationToken)
    {
        using HttpMessage asked = await AskAsync(RequestMethod.Get, $"/emails/operations/{operationId}", operationId, null, cancellationToken);
        if (asked.Response.Status != 200)
        {
            return false;
        }

        if (Read(asked.Response)?.Status is "Failed" or "Canceled")
        {
            throw new DeliveryFailedException($"Accepted, and not delivered: {Reason(asked.Response) ?? "the service does not say why"}", isFinal: true);
        }

        return true;
    }

    private DeliveryFailedException Refused(Response response) =>
        DeliveryFailedException.Of(response.Status, Reason(response) ?? response.ReasonPhrase, RetryAfter(response), _clock.GetUtcNow());

    private async Task<HttpMessage> AskAsync(RequestMethod method, string path, Guid operationId, Body? body, CancellationToken cancellationToken)
    {
        HttpMessage message = _pipeline.CreateMessage();
        message.Request.Method = method;
        message.Request.Uri.Reset(new Uri(_endpoint, path));
        message.Request.Uri.AppendQuery("api-version", ApiVersion);
        message.Request.Headers.Add(HttpHeader.Names.Accept, MediaTypeNames.Application.Json);
        if (body is not null)
        {
            message.Request.Headers.Add("Operation-Id", operationId.ToString());
            message.Request.Headers.Add(HttpHeader.Names.ContentType, MediaTypeNames.Application.Json);
            message.Request.Content = RequestContent.Create(JsonSerializer.SerializeToUtf8Bytes(body, JsonSerializerOptions.Web));
        }

        try
        {
            await _pipeline.SendAsync(message, cancellationToken);
            return message;
        }
        catch (Exception unreachable) when (unreachable is RequestFailedException or AuthenticationFailedException)
        {
            message.Dispose();
            throw new DeliveryFailedException(Shortened(unreachable.Message));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            message.Dispose();
            throw new DeliveryFailedException("The service did not answer in time.");
        }
        catch
        {
            message.Dispose();
            throw;
        }
    }

    private static string? RetryAfter(Response response) => response.Headers.TryGetValue("Retry-After", out string? value) ? value : null;

    private static string? Reason(Response response)
    {
        ErrorDetail? error = Read(response)?.Error;
        return error is null ? null : Shortened($"{error.Code}: {error.Message}");
    }

    private static string Shortened(string reason) => reason.Length > MaxReason ? reason[..MaxReason] : reason;

    private static Answer? Read(Response response)
    {
        try
        {
            return response.Content.ToObjectFromJson<Answer>(JsonSerializerOptions.Web);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private sealed record Body(
        string SenderAddress, Recipients Recipients, Content Content, [property: JsonPropertyName("userEngagementTrackingDisabled")] bool TrackingDisabled = true);

    private sealed record Recipients(IReadOnlyList<Address> To);

    private sealed record Address([property: JsonPropertyName("address")] string Mail);

    private sealed record Content(string Subject, string PlainText, string Html);

    private sealed record Answer(string? Status, ErrorDetail? Error);

    private sealed record ErrorDetail(string? Code, string? Message);
}
