using Azure;
using Azure.Core;
using Azure.Core.Pipeline;

namespace InventoryFunctions.EmbeddedHost.Tests.Durable;

/// <summary>Loses the answer to the first row that is inserted into a table whose name ends like this, so that the storage client inserts it again.</summary>
internal sealed class LostAnswer(string table) : HttpPipelinePolicy
{
    private int _lost;

    public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        await ProcessNextAsync(message, pipeline);
        if (message.Request.Method == RequestMethod.Post
            && message.Request.Uri.ToUri().AbsolutePath.EndsWith(table, StringComparison.Ordinal)
            && Interlocked.Exchange(ref _lost, 1) == 0)
        {
            throw new RequestFailedException(0, "The connection broke for a test.");
        }
    }

    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) => throw new NotSupportedException();
}
