using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.Options;

namespace InventoryFunctions.Notifications;

/// <summary>
/// Posts notifications to a webhook. Its address is the secret that lets one post: it is in no log, no trace and no error. A webhook knows no
/// repetition, so what is sent but not recorded, because the host died in between, arrives twice.
/// </summary>
internal sealed class WebhookNotifications : INotificationSender, IDisposable
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);

    private readonly Uri _url;
    private readonly string _format;
    private readonly TimeProvider _clock;
    private readonly HttpClient _http;

    public WebhookNotifications(IOptions<NotificationOptions> options, TimeProvider clock)
    {
        _url = new Uri(options.Value.WebhookUrl!);
        _ = WebhookFormats.TryOf(options.Value, out _format);
        _clock = clock;

        // Without a propagator there is no trace of the call, which would show the address; neither are there its own logs, which are the client factory's.
        _http = new HttpClient(new SocketsHttpHandler
        {
            ActivityHeadersPropagator = null,
            AllowAutoRedirect = false,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        })
        {
            Timeout = Timeout,
        };
    }

    public string Name => "webhook";

    public async Task SendAsync(Notification notification, CancellationToken cancellationToken)
    {
        try
        {
            object body = _format == WebhookFormats.AdaptiveCard ? WebhookBody.Card(notification) : WebhookBody.Text(notification);
            using JsonContent content = JsonContent.Create(body, options: JsonSerializerOptions.Web);

            // Some receivers refuse a chunked body.
            await content.LoadIntoBufferAsync(cancellationToken);
            using HttpRequestMessage request = new(HttpMethod.Post, _url) { Content = content };

            // What it answers besides the status is of no interest, and may have no end.
            using HttpResponseMessage answer = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            if (!answer.IsSuccessStatusCode)
            {
                throw DeliveryFailedException.Of((int)answer.StatusCode, null, RetryAfter(answer), _clock.GetUtcNow());
            }
        }
        catch (HttpRequestException unreachable)
        {
            throw new DeliveryFailedException($"The webhook can't be reached: {unreachable.HttpRequestError}.");
        }
        catch (TaskCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new DeliveryFailedException($"The webhook did not answer within {Timeout.TotalSeconds} seconds.");
        }
    }

    public void Dispose() => _http.Dispose();

    private static string? RetryAfter(HttpResponseMessage answer) => answer.Headers.TryGetValues("Retry-After", out IEnumerable<string>? values) ? values.First() : null;
}
