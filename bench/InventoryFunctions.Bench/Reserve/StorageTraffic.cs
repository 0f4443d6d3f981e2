using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;
using InventoryFunctions.Testing;

namespace InventoryFunctions.Bench.Reserve;

/// <summary>
/// Counts every HTTP call of this process to the storage emulator, each attempt once, whichever client makes it: .NET's own diagnostics tell of
/// every request. A table transaction is one call.
/// </summary>
internal sealed class StorageTraffic : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>, IDisposable
{
    private const string Listener = "HttpHandlerDiagnosticListener";
    private const string Activity = "System.Net.Http.HttpRequestOut";
    private const string Start = Activity + ".Start";

    private readonly Dictionary<int, string> _services;
    private readonly ConcurrentDictionary<string, int> _byKind = new();
    private readonly List<IDisposable> _subscriptions = [];
    private int _total;

    public StorageTraffic(AzuriteServer azurite)
    {
        _services = new() { [azurite.TableEndpoint.Port] = "table", [azurite.QueueEndpoint.Port] = "queue" };
        _subscriptions.Add(DiagnosticListener.AllListeners.Subscribe(this));
    }

    /// <summary>Calls since the last <see cref="Clear"/>.</summary>
    public int Total => _total;

    /// <summary>Counts by table or queue and kind too. That reads the body of each transaction, so not while timing.</summary>
    public bool InDetail { get; set; }

    /// <summary>The calls that were counted in detail, by table or queue and kind.</summary>
    public IEnumerable<KeyValuePair<string, int>> ByKind => _byKind.OrderByDescending(each => each.Value);

    public void Clear()
    {
        _total = 0;
        _byKind.Clear();
    }

    public void OnNext(DiagnosticListener listener)
    {
        if (listener.Name == Listener)
        {
            _subscriptions.Add(listener.Subscribe(this, static name => name.StartsWith(Activity, StringComparison.Ordinal)));
        }
    }

    public void OnNext(KeyValuePair<string, object?> happened)
    {
        if (happened.Key == Start
            && happened.Value?.GetType().GetProperty("Request")?.GetValue(happened.Value) is HttpRequestMessage { RequestUri: { } uri } request
            && _services.TryGetValue(uri.Port, out string? service))
        {
            Interlocked.Increment(ref _total);
            if (InDetail)
            {
                _byKind.AddOrUpdate(Kind(service, uri.AbsolutePath, request), 1, static (_, count) => count + 1);
            }
        }
    }

    public void OnCompleted()
    {
    }

    public void OnError(Exception error)
    {
    }

    public void Dispose() => _subscriptions.ForEach(subscription => subscription.Dispose());

    private static string Kind(string service, string path, HttpRequestMessage request)
    {
        // /account/name… and then (keys) of an entity, or /messages of a queue
        string resource = path.Split('/', 3)[^1];
        if (service == "table" && resource == "$batch")
        {
            return $"table {Name(Body(request.Content!))} transaction";
        }

        string call = (service, request.Method.Method) switch
        {
            ("table", "GET") => resource.Contains('=') ? "point read" : "query",
            ("table", _) => "single write",
            ("queue", "GET") => "receive",
            ("queue", "POST") => "send",
            (_, var other) => other.ToLowerInvariant(),
        };
        return $"{service} {Name(resource)} {call}";
    }

    private static string Name(string resource) => resource.Split('(', '/')[0];

    /// <summary>The resource of a transaction's first operation.</summary>
    private static string Body(HttpContent content)
    {
        using MemoryStream body = new();
        content.CopyTo(body, null, CancellationToken.None);
        string start = Encoding.UTF8.GetString(body.GetBuffer(), 0, (int)Math.Min(body.Length, 4096));
        string address = start.Split(" HTTP/1.1")[0];
        return new Uri(address[(address.LastIndexOf(' ') + 1)..]).AbsolutePath.Split('/', 3)[^1];
    }
}
