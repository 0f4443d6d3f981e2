using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Azure.Core.Pipeline;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace InventoryFunctions.Testing;

/// <summary>A service on loopback: keeps the requests, and answers what it is told to, the last answer again and again.</summary>
public sealed class StubEndpoint : IAsyncDisposable
{
    private readonly WebApplication _server;
    private readonly X509Certificate2? _certificate;
    private readonly ConcurrentQueue<ReceivedRequest> _requests = new();
    private readonly ConcurrentQueue<StubAnswer> _answers = new();

    private StubEndpoint(WebApplication server, X509Certificate2? certificate)
    {
        _server = server;
        _certificate = certificate;
    }

    public IReadOnlyList<ReceivedRequest> Requests => [.. _requests];

    /// <summary>Scheme, host and port.</summary>
    public Uri Address { get; private set; } = null!;

    /// <summary>Decides the answer of a request instead of those that were queued, where it has one.</summary>
    public Func<ReceivedRequest, StubAnswer?>? Respond { get; set; }

    /// <summary>Over https with a certificate of its own (see <see cref="Transport"/>), or over http.</summary>
    public static async Task<StubEndpoint> StartAsync(bool https = true)
    {
        X509Certificate2? certificate = https ? SelfSigned() : null;
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            // Whom it serves is in this process too, and may be slow on a busy machine: that is no reason to break a connection off, and no request gets lost.
            kestrel.Limits.MinRequestBodyDataRate = null;
            kestrel.Limits.MinResponseDataRate = null;
            kestrel.Listen(IPAddress.Loopback, 0, listen =>
            {
                if (certificate is not null)
                {
                    listen.UseHttps(certificate, https => https.HandshakeTimeout = Eventually.DefaultDeadline);
                }
            });
        });
        WebApplication server = builder.Build();
        StubEndpoint stub = new(server, certificate);
        server.Run(stub.AnswerAsync);
        await server.StartAsync();
        stub.Address = new Uri(server.Urls.Single());
        return stub;
    }

    public void Answer(int status, string? retryAfter = null, string body = "") => _answers.Enqueue(new StubAnswer(status, retryAfter, body));

    /// <summary>A transport that trusts this server's certificate and no other.</summary>
    public HttpClientTransport Transport() => new(new HttpClientHandler
    {
        ServerCertificateCustomValidationCallback = (_, given, _, _) => given?.Thumbprint == _certificate?.Thumbprint,
    });

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _certificate?.Dispose();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        using MemoryStream content = new();
        await context.Request.Body.CopyToAsync(content);
        ReceivedRequest request = new(
            context.Request.Method,
            context.Request.Path + context.Request.QueryString,
            context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase),
            content.ToArray());
        _requests.Enqueue(request);
        StubAnswer answer = Respond?.Invoke(request) ?? Next();
        context.Response.StatusCode = answer.Status;
        if (answer.RetryAfter is { } retryAfter)
        {
            context.Response.Headers.RetryAfter = retryAfter;
        }

        if (answer.Body.Length > 0)
        {
            context.Response.ContentType = "application/json";
            await context.Response.WriteAsync(answer.Body);
        }
    }

    private StubAnswer Next() =>
        (_answers.Count > 1 && _answers.TryDequeue(out StubAnswer? next)) || _answers.TryPeek(out next) ? next : new StubAnswer(StatusCodes.Status200OK);

    private static X509Certificate2 SelfSigned()
    {
        using RSA key = RSA.Create(2048);
        CertificateRequest request = new("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        using X509Certificate2 certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        return X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), null);
    }
}
