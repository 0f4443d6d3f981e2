using System.Collections.Concurrent;
using System.Text;
using Azure.Core;
using Azure.Core.Pipeline;

namespace InventoryFunctions.Tests.BatchUpdates;

/// <summary>Sits in the pipeline of the storage client: counts what is sent, and lets a test step in before something is.</summary>
internal sealed class StorageTraffic : HttpPipelinePolicy
{
    private readonly ConcurrentQueue<StorageCall> _calls = new();

    /// <summary>Everything that was sent.</summary>
    public IReadOnlyCollection<StorageCall> Calls => _calls;

    /// <summary>Runs before a call is sent; may throw, which the client takes for an answer of the service.</summary>
    public Func<StorageCall, Task>? Before { get; set; }

    /// <summary>Runs when a call was answered; may throw: then the answer is lost.</summary>
    public Func<StorageCall, Task>? After { get; set; }

    public void Clear() => _calls.Clear();

    public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        StorageCall call = await ReadAsync(message.Request, message.CancellationToken);
        _calls.Enqueue(call);
        if (Before is { } step)
        {
            await step(call);
        }

        await ProcessNextAsync(message, pipeline);
        if (After is { } next)
        {
            await next(call);
        }
    }

    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) => throw new NotSupportedException();

    private static async Task<StorageCall> ReadAsync(Request request, CancellationToken cancellation)
    {
        using MemoryStream body = new();
        if (request.Content is { } content)
        {
            await content.WriteToAsync(body, cancellation);
        }

        return new StorageCall(request.Method.Method, Uri.UnescapeDataString(request.Uri.ToUri().PathAndQuery), Encoding.UTF8.GetString(body.ToArray()));
    }
}
