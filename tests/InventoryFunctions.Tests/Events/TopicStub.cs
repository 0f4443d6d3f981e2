using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Azure.Core.Pipeline;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace InventoryFunctions.Tests.Events;

/// <summary>An Event Grid topic on loopback over https: keeps the requests, and answers what it is told to, the last answer again and again.</summary>
internal sealed class TopicStub : IAsyncDisposable
{
    public const string Path = "/api/events";

    private readonly WebApplication _server;
    private readonly X509Certificate2 _certificate;
    private readonly ConcurrentQueue<TopicRequest> _requests = new();
    private readonly ConcurrentQueue<(int Status, string? RetryAfter)> _answers = new();

    private TopicStub(WebApplication server, X509Certificate2 certificate)
    {
        _server = server;
        _certificate = certificate;
    }

    public IReadOnlyList<TopicRequest> Requests => [.. _requests];

    public string Endpoint => _server.Urls.Single() + Path;

    public static async Task<TopicStub> StartAsync()
    {
        X509Certificate2 certificate = SelfSigned();
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(certificate)));
        WebApplication server = builder.Build();
        TopicStub stub = new(server, certificate);
        server.Run(stub.AnswerAsync);
        await server.StartAsync();
        return stub;
    }

    public void Answer(int status, string? retryAfter = null) => _answers.Enqueue((status, retryAfter));

    /// <summary>A transport that trusts this server's certificate and no other.</summary>
    public HttpClientTransport Transport() => new(new HttpClientHandler
    {
        ServerCertificateCustomValidationCallback = (_, given, _, _) => given?.Thumbprint == _certificate.Thumbprint,
    });

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _certificate.Dispose();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        using StreamReader body = new(context.Request.Body);
        _requests.Enqueue(new TopicRequest(
            context.Request.Method,
            context.Request.Path + context.Request.QueryString,
            context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase),
            await body.ReadToEndAsync()));
        (int Status, string? RetryAfter) answer =
            _answers.Count > 1 && _answers.TryDequeue(out (int, string?) next) || _answers.TryPeek(out next) ? next : (StatusCodes.Status200OK, null);
        context.Response.StatusCode = answer.Status;
        if (answer.RetryAfter is { } retryAfter)
        {
            context.Response.Headers.RetryAfter = retryAfter;
        }
    }

    private static X509Certificate2 SelfSigned()
    {
        using RSA key = RSA.Create(2048);
        CertificateRequest request = new("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        using X509Certificate2 certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        return X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), null);
    }
}
