using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace InventoryFunctions.EndToEnd.Tests.Replay;

/// <summary>An order API that does as a test says.</summary>
internal sealed class FakeOrders : HttpMessageHandler
{
    private readonly ConcurrentDictionary<string, int> _looks = new();

    /// <summary>Every call, such as <c>POST /api/orders</c>.</summary>
    public ConcurrentQueue<string> Calls { get; } = new();

    /// <summary>The bodies that were posted.</summary>
    public ConcurrentQueue<JsonElement> Placed { get; } = new();

    /// <summary>Answers a POST. The default value accepts it.</summary>
    public Func<JsonElement, HttpResponseMessage> OnPlace { get; set; } = _ => new(HttpStatusCode.Accepted);

    /// <summary>Answers a look at an order; the number counts the looks at it, from 1. The default value reserves all at once.</summary>
    public required Func<string, int, object> OnLook { get; set; }

    public static HttpResponseMessage Problem(HttpStatusCode status, string detail, params (string Field, string Rule)[] errors) => new(status)
    {
        Content = JsonContent.Create(new { status = (int)status, detail, errors = errors.Select(error => new { field = error.Field, rule = error.Rule }) }),
    };

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        string path = request.RequestUri!.AbsolutePath;
        Calls.Enqueue($"{request.Method} {path}");
        if (request.Method == HttpMethod.Post)
        {
            JsonElement order = await request.Content!.ReadFromJsonAsync<JsonElement>(cancellationToken);
            Placed.Enqueue(order);
            return OnPlace(order);
        }

        string orderId = Uri.UnescapeDataString(path[(path.LastIndexOf('/') + 1)..]);
        return new(HttpStatusCode.OK) { Content = JsonContent.Create(OnLook(orderId, _looks.AddOrUpdate(orderId, 1, (_, looks) => looks + 1))) };
    }
}
