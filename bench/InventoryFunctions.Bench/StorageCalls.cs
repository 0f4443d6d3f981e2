using System.Collections.Concurrent;
using System.Text;
using Azure.Core;
using Azure.Core.Pipeline;

namespace InventoryFunctions.Bench;

/// <summary>Counts the calls to table storage by table and kind, each attempt once. Counting reads the body of transactions, so not while timing.</summary>
internal sealed class StorageCalls : HttpPipelineSynchronousPolicy
{
    private readonly ConcurrentDictionary<string, int> _counts = new();

    public bool Enabled { get; set; }

    public IEnumerable<KeyValuePair<string, int>> ByKind => _counts.OrderBy(each => each.Key, StringComparer.Ordinal);

    public int Total => _counts.Values.Sum();

    public int Of(string kind) => _counts.GetValueOrDefault(kind);

    public override void OnSendingRequest(HttpMessage message)
    {
        if (Enabled)
        {
            _counts.AddOrUpdate(Describe(message.Request), 1, (_, count) => count + 1);
        }
    }

    private static string Describe(Request request)
    {
        var path = request.Uri.ToUri().AbsolutePath;
        return path.EndsWith("/$batch", StringComparison.Ordinal)
            ? $"{TableOf(Body(request))} transaction"
            : $"{TableOf(path)} {(request.Method == RequestMethod.Get ? "read" : "single write")}";
    }

    private static string Body(Request request)
    {
        using var body = new MemoryStream();
        request.Content!.WriteTo(body, CancellationToken.None);
        return Encoding.UTF8.GetString(body.GetBuffer(), 0, (int)Math.Min(body.Length, 4096)).Split("HTTP/1.1")[0];
    }

    // …/account/Table(keys) or …/account/Table()
    private static string TableOf(string path)
    {
        var table = path[(path.LastIndexOf("devstoreaccount1/", StringComparison.Ordinal) + "devstoreaccount1/".Length)..];
        return table.Split('(', ' ')[0];
    }
}
