using System.Xml.Linq;
using Azure.Core;
using Azure.Storage.Queues.Models;

namespace Azure.Storage.Queues;

public class QueueServiceClient
{
    private readonly QueuesPipeline pipeline;
    protected QueueServiceClient() { }

    public QueueServiceClient(string connectionString)
        : this(connectionString, null) { }

    public QueueServiceClient(string connectionString, QueueClientOptions options) => pipeline = QueuesPipeline.Create(connectionString, options);

    public QueueServiceClient(Uri serviceUri, StorageSharedKeyCredential credential, QueueClientOptions options = null) =>
        pipeline = QueuesPipeline.Create(serviceUri, credential, options);

    public QueueServiceClient(Uri serviceUri, TokenCredential credential, QueueClientOptions options = null) =>
        pipeline = QueuesPipeline.Create(serviceUri, credential, options);

    public virtual string AccountName => pipeline.AccountName;
    public virtual Uri Uri => pipeline.Endpoint;
    public virtual QueueClient GetQueueClient(string queueName) => new(pipeline, queueName);

    public virtual async Task<Response<QueueClient>> CreateQueueAsync(
        string queueName, IDictionary<string, string> metadata = null, CancellationToken cancellationToken = default)
    {
        var queue = GetQueueClient(queueName);
        return Response.FromValue(queue, await queue.CreateAsync(metadata, cancellationToken).ConfigureAwait(false));
    }

    public virtual Task<Response> DeleteQueueAsync(string queueName, CancellationToken cancellationToken = default) =>
        GetQueueClient(queueName).DeleteAsync(cancellationToken);

    public virtual AsyncPageable<QueueItem> GetQueuesAsync(
        QueueTraits traits = QueueTraits.None, string prefix = null, CancellationToken cancellationToken = default) =>
        new QueuePages(pipeline, traits, prefix, cancellationToken);

    private sealed class QueuePages(QueuesPipeline pipeline, QueueTraits traits, string prefix, CancellationToken cancellationToken)
        : AsyncPageable<QueueItem>(cancellationToken)
    {
        public override async IAsyncEnumerable<Page<QueueItem>> AsPages(string continuationToken = null, int? pageSizeHint = null)
        {
            do
            {
                var include = traits.HasFlag(QueueTraits.Metadata) ? "metadata" : null;
                var message = pipeline.Create(
                    RequestMethod.Get, "", ("comp", "list"), ("prefix", prefix), ("marker", continuationToken), ("maxresults", pageSizeHint), ("include", include));
                var response = await pipeline.SendAsync(message, CancellationToken).ConfigureAwait(false);
                var list = XElement.Parse(response.Content.ToString());
                var queues = list.Descendants("Queue").Select(queue => new QueueItem
                {
                    Name = queue.Element("Name").Value,
                    Metadata = queue.Element("Metadata")?.Elements().ToDictionary(item => item.Name.LocalName, item => item.Value),
                });
                continuationToken = list.Element("NextMarker")?.Value is { Length: > 0 } marker ? marker : null;
                yield return Page<QueueItem>.FromValues(queues.ToArray(), continuationToken, response);
            }
            while (continuationToken != null);
        }
    }
}
