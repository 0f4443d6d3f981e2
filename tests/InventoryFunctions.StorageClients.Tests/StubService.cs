using System.Net;
using System.Text;
using Azure.Core.Pipeline;

namespace InventoryFunctions.StorageClients.Tests;

/// <summary>Stands in for the network: answers what it is told to, the last answer again and again, and keeps the requests.</summary>
public sealed class StubService(params StubAnswer[] answers) : HttpMessageHandler
{
    private readonly Queue<StubAnswer> answers = new(answers);

    public List<StubRequest> Requests { get; } = [];

    public HttpClientTransport AsTransport() => new(this);

    protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken) =>
        SendAsync(request, cancellationToken).GetAwaiter().GetResult();

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
        Requests.Add(new StubRequest(request.Method.Method, request.RequestUri!, request.Headers.NonValidated.ToDictionary(h => h.Key, h => h.Value.ToString()), body));
        var answer = answers.Count > 1 ? answers.Dequeue() : answers.Peek();
        return new HttpResponseMessage((HttpStatusCode)answer.Status)
        {
            RequestMessage = request,
            Content = new StringContent(answer.Body, Encoding.UTF8) { Headers = { ContentType = System.Net.Http.Headers.MediaTypeHeaderValue.Parse(answer.ContentType) } },
        };
    }
}

/// <summary>An answer of <see cref="StubService"/>.</summary>
public sealed record StubAnswer(int Status, string Body = "", string ContentType = "application/json");

/// <summary>A request that <see cref="StubService"/> has seen.</summary>
public sealed record StubRequest(string Method, Uri Uri, IReadOnlyDictionary<string, string> Headers, string Body);
