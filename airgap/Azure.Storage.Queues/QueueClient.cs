using System.Globalization;
using System.Xml.Linq;
using Azure.Core;
using Azure.Storage.Queues.Models;

namespace Azure.Storage.Queues;

public class QueueClient
{
    private const string MetadataPrefix = "x-ms-meta-";
    private readonly QueuesPipeline pipeline;
    protected QueueClient() { }

    public QueueClient(string connectionString, string queueName)
        : this(connectionString, queueName, null) { }

    public QueueClient(string connectionString, string queueName, QueueClientOptions options)
        : this(QueuesPipeline.Create(connectionString, options), queueName) { }

    public QueueClient(Uri queueUri, StorageSharedKeyCredential credential, QueueClientOptions options = null)
        : this(QueuesPipeline.Create(QueuesPipeline.Split(queueUri).Account, credential, options), QueuesPipeline.Split(queueUri).Queue) { }

    public QueueClient(Uri queueUri, TokenCredential credential, QueueClientOptions options = null)
        : this(QueuesPipeline.Create(QueuesPipeline.Split(queueUri).Account, credential, options), QueuesPipeline.Split(queueUri).Queue) { }

    internal QueueClient(QueuesPipeline pipeline, string queueName)
    {
        ArgumentException.ThrowIfNullOrEmpty(queueName);
        this.pipeline = pipeline;
        Name = queueName;
    }

    public virtual string Name { get; }
    public virtual string AccountName => pipeline.AccountName;
    public virtual Uri Uri => new($"{pipeline.Endpoint.AbsoluteUri.TrimEnd('/')}/{Name}");
    public virtual int MessageMaxBytes => 64 * 1024;
    public virtual int MaxPeekableMessages => 32;
    protected virtual Uri MessagesUri => new($"{Uri.AbsoluteUri}/messages");
    private string Messages => $"{Name}/messages";

    public virtual Task<Response> CreateAsync(IDictionary<string, string> metadata = null, CancellationToken cancellationToken = default) =>
        pipeline.SendAsync(CreateMessage(metadata), cancellationToken);

    public virtual Response CreateIfNotExists(IDictionary<string, string> metadata = null, CancellationToken cancellationToken = default) =>
        CreateIfNotExistsAsync(metadata, false, cancellationToken).GetAwaiter().GetResult();

    public virtual Task<Response> CreateIfNotExistsAsync(IDictionary<string, string> metadata = null, CancellationToken cancellationToken = default) =>
        CreateIfNotExistsAsync(metadata, true, cancellationToken);

    public virtual Task<Response> DeleteAsync(CancellationToken cancellationToken = default) =>
        pipeline.SendAsync(pipeline.Create(RequestMethod.Delete, Name), cancellationToken);

    public virtual async Task<Response<bool>> DeleteIfExistsAsync(CancellationToken cancellationToken = default)
    {
        var response = await pipeline.SendAsync(pipeline.Create(RequestMethod.Delete, Name), cancellationToken, QueueErrorCode.QueueNotFound).ConfigureAwait(false);
        return Response.FromValue(response.Status != 404, response);
    }

    public virtual async Task<Response<bool>> ExistsAsync(CancellationToken cancellationToken = default)
    {
        var message = pipeline.Create(RequestMethod.Get, Name, ("comp", "metadata"));
        var response = await pipeline.SendAsync(message, cancellationToken, QueueErrorCode.QueueNotFound).ConfigureAwait(false);
        return Response.FromValue(response.Status != 404, response);
    }

    public virtual async Task<Response<QueueProperties>> GetPropertiesAsync(CancellationToken cancellationToken = default)
    {
        var response = await pipeline.SendAsync(pipeline.Create(RequestMethod.Get, Name, ("comp", "metadata")), cancellationToken).ConfigureAwait(false);
        response.Headers.TryGetValue("x-ms-approximate-messages-count", out var count);
        var metadata = response.Headers.Where(header => header.Name.StartsWith(MetadataPrefix, StringComparison.OrdinalIgnoreCase))
            .ToDictionary(header => header.Name[MetadataPrefix.Length..], header => header.Value, StringComparer.OrdinalIgnoreCase);
        var properties = new QueueProperties { ApproximateMessagesCountLong = long.Parse(count ?? "0", CultureInfo.InvariantCulture), Metadata = metadata };
        return Response.FromValue(properties, response);
    }

    public virtual Task<Response> ClearMessagesAsync(CancellationToken cancellationToken = default) =>
        pipeline.SendAsync(pipeline.Create(RequestMethod.Delete, Messages), cancellationToken);

    public virtual Task<Response<SendReceipt>> SendMessageAsync(string messageText) => SendMessageAsync(messageText, null, null, default);

    public virtual Task<Response<SendReceipt>> SendMessageAsync(string messageText, CancellationToken cancellationToken = default) =>
        SendMessageAsync(messageText, null, null, cancellationToken);

    public virtual Task<Response<SendReceipt>> SendMessageAsync(
        string messageText, TimeSpan? visibilityTimeout = null, TimeSpan? timeToLive = null, CancellationToken cancellationToken = default) =>
        SendMessageAsync(new BinaryData(messageText ?? ""), visibilityTimeout, timeToLive, cancellationToken);

    public virtual async Task<Response<SendReceipt>> SendMessageAsync(
        BinaryData message, TimeSpan? visibilityTimeout = null, TimeSpan? timeToLive = null, CancellationToken cancellationToken = default)
    {
        var request = pipeline.Create(RequestMethod.Post, Messages, ("visibilitytimeout", visibilityTimeout), ("messagettl", timeToLive));
        pipeline.AddBody(request, message);
        var response = await pipeline.SendAsync(request, cancellationToken).ConfigureAwait(false);
        var sent = Rows(response).Single();
        return Response.FromValue(
            QueuesModelFactory.SendReceipt(
                Text(sent, "MessageId"), Time(sent, "InsertionTime").Value, Time(sent, "ExpirationTime").Value, Text(sent, "PopReceipt"), Time(sent, "TimeNextVisible").Value),
            response);
    }

    public virtual async Task<Response<QueueMessage>> ReceiveMessageAsync(TimeSpan? visibilityTimeout = null, CancellationToken cancellationToken = default)
    {
        var messages = await ReceiveMessagesAsync(1, visibilityTimeout, cancellationToken).ConfigureAwait(false);
        return Response.FromValue(messages.Value.FirstOrDefault(), messages.GetRawResponse());
    }

    public virtual Task<Response<QueueMessage[]>> ReceiveMessagesAsync() => ReceiveMessagesAsync(null, null, default);

    public virtual Task<Response<QueueMessage[]>> ReceiveMessagesAsync(CancellationToken cancellationToken = default) =>
        ReceiveMessagesAsync(null, null, cancellationToken);

    public virtual async Task<Response<QueueMessage[]>> ReceiveMessagesAsync(
        int? maxMessages = null, TimeSpan? visibilityTimeout = null, CancellationToken cancellationToken = default)
    {
        var request = pipeline.Create(RequestMethod.Get, Messages, ("numofmessages", maxMessages), ("visibilitytimeout", visibilityTimeout));
        var response = await pipeline.SendAsync(request, cancellationToken).ConfigureAwait(false);
        var messages = Rows(response).Select(row => QueuesModelFactory.QueueMessage(
            Text(row, "MessageId"), Text(row, "PopReceipt"), pipeline.Decode(Text(row, "MessageText")), DequeueCount(row),
            Time(row, "TimeNextVisible"), Time(row, "InsertionTime"), Time(row, "ExpirationTime")));
        return Response.FromValue(messages.ToArray(), response);
    }

    public virtual async Task<Response<PeekedMessage>> PeekMessageAsync(CancellationToken cancellationToken = default)
    {
        var messages = await PeekMessagesAsync(1, cancellationToken).ConfigureAwait(false);
        return Response.FromValue(messages.Value.FirstOrDefault(), messages.GetRawResponse());
    }

    public virtual async Task<Response<PeekedMessage[]>> PeekMessagesAsync(int? maxMessages = null, CancellationToken cancellationToken = default)
    {
        var request = pipeline.Create(RequestMethod.Get, Messages, ("peekonly", "true"), ("numofmessages", maxMessages));
        var response = await pipeline.SendAsync(request, cancellationToken).ConfigureAwait(false);
        var messages = Rows(response).Select(row => new PeekedMessage
        {
            MessageId = Text(row, "MessageId"),
            Body = pipeline.Decode(Text(row, "MessageText")),
            InsertedOn = Time(row, "InsertionTime"),
            ExpiresOn = Time(row, "ExpirationTime"),
            DequeueCount = DequeueCount(row),
        });
        return Response.FromValue(messages.ToArray(), response);
    }

    public virtual Task<Response<UpdateReceipt>> UpdateMessageAsync(
        string messageId, string popReceipt, string messageText = null, TimeSpan visibilityTimeout = default, CancellationToken cancellationToken = default) =>
        UpdateMessageAsync(messageId, popReceipt, messageText == null ? null : new BinaryData(messageText), visibilityTimeout, cancellationToken);

    public virtual async Task<Response<UpdateReceipt>> UpdateMessageAsync(
        string messageId, string popReceipt, BinaryData message, TimeSpan visibilityTimeout = default, CancellationToken cancellationToken = default)
    {
        var request = pipeline.Create(
            RequestMethod.Put, MessagePath(messageId), ("popreceipt", popReceipt), ("visibilitytimeout", visibilityTimeout));
        if (message != null)
        {
            pipeline.AddBody(request, message);
        }

        var response = await pipeline.SendAsync(request, cancellationToken).ConfigureAwait(false);
        response.Headers.TryGetValue("x-ms-popreceipt", out var receipt);
        response.Headers.TryGetValue("x-ms-time-next-visible", out var visible);
        return Response.FromValue(QueuesModelFactory.UpdateReceipt(receipt, DateTimeOffset.Parse(visible, CultureInfo.InvariantCulture)), response);
    }

    public virtual Task<Response> DeleteMessageAsync(string messageId, string popReceipt, CancellationToken cancellationToken = default) =>
        pipeline.SendAsync(pipeline.Create(RequestMethod.Delete, MessagePath(messageId), ("popreceipt", popReceipt)), cancellationToken);

    private static IEnumerable<XElement> Rows(Response response) => XElement.Parse(response.Content.ToString(), LoadOptions.PreserveWhitespace).Elements("QueueMessage");
    private static string Text(XElement row, string name) => row.Element(name)?.Value;
    private static DateTimeOffset? Time(XElement row, string name) => Text(row, name) is { } text ? DateTimeOffset.Parse(text, CultureInfo.InvariantCulture) : null;
    private static long DequeueCount(XElement row) => long.Parse(Text(row, "DequeueCount"), CultureInfo.InvariantCulture);
    private string MessagePath(string messageId) => $"{Messages}/{Uri.EscapeDataString(messageId)}";

    private HttpMessage CreateMessage(IDictionary<string, string> metadata)
    {
        var message = pipeline.Create(RequestMethod.Put, Name);
        foreach (var (name, value) in metadata ?? new Dictionary<string, string>())
        {
            message.Request.Headers.Add(MetadataPrefix + name, value);
        }

        return message;
    }

    /// <summary>As Microsoft's client does, null says that the queue was there.</summary>
    private async Task<Response> CreateIfNotExistsAsync(IDictionary<string, string> metadata, bool async, CancellationToken cancellationToken)
    {
        var response = await pipeline.SendAsync(CreateMessage(metadata), cancellationToken, QueueErrorCode.QueueAlreadyExists, async).ConfigureAwait(false);
        return response.Status is 204 or 409 ? null : response;
    }
}
