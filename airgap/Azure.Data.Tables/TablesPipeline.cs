using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using AirGapped;
using Azure.Core;
using Azure.Core.Pipeline;

namespace Azure.Data.Tables;

/// <summary>Builds and sends the requests of one account; shared by the service client and the clients of its tables.</summary>
internal sealed class TablesPipeline
{
    private static readonly JsonWriterOptions Json = new() { SkipValidation = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private readonly HttpPipeline pipeline;
    private readonly string version;

    public TablesPipeline(string connectionString, TableClientOptions options)
        : this(StorageConnectionString.Parse(connectionString, "Table", 10002), options) { }

    public TablesPipeline(Uri endpoint, TableSharedKeyCredential credential, TableClientOptions options)
        : this(endpoint, options, credential.AccountName, new SharedKeyLitePolicy(credential, TimeProvider.System)) { }

    public TablesPipeline(Uri endpoint, TokenCredential credential, TableClientOptions options)
        : this(endpoint, options, StorageConnectionString.AccountOf(endpoint), new BearerTokenAuthenticationPolicy(
            credential, $"{(options?.Audience ?? TableAudience.AzurePublicCloud).ToString().TrimEnd('/')}/.default"))
    {
    }

    private TablesPipeline(StorageConnectionString account, TableClientOptions options)
        : this(account.Endpoint, new TableSharedKeyCredential(account.AccountName, account.AccountKey), options) { }

    private TablesPipeline(Uri endpoint, TableClientOptions options, string accountName, HttpPipelinePolicy authentication)
    {
        options ??= new TableClientOptions();
        Endpoint = new Uri(endpoint.AbsoluteUri.TrimEnd('/'));
        AccountName = accountName;
        version = options.Version;
        pipeline = HttpPipelineBuilder.Build(new HttpPipelineOptions(options)
        {
            PerRetryPolicies = { authentication },
            RequestFailedDetailsParser = TableErrorParser.Instance,
        });
    }

    public Uri Endpoint { get; }
    public string AccountName { get; }

    /// <summary>The address of an entity, each key an OData string literal.</summary>
    public static string EntityPath(string table, string partitionKey, string rowKey) =>
        $"{table}(PartitionKey='{Literal(partitionKey)}',RowKey='{Literal(rowKey)}')";

    /// <summary>What goes into the HTTP body, as UTF-8 JSON without line breaks.</summary>
    public static ReadOnlyMemory<byte> Body(ITableEntity entity)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using var writer = new Utf8JsonWriter(buffer, Json);
        EntityJson.Write(writer, entity);
        writer.Flush();
        return buffer.WrittenMemory;
    }

    public string AbsoluteUri(string path) => $"{Endpoint.AbsoluteUri.TrimEnd('/')}/{path}";

    public HttpMessage Create(RequestMethod method, string path)
    {
        var message = pipeline.CreateMessage();
        var request = message.Request;
        request.Method = method;
        request.Uri.Reset(Endpoint);
        request.Uri.AppendPath("/" + path, escape: false);
        var headers = request.Headers;
        headers.Add("x-ms-version", version);
        headers.Add("DataServiceVersion", "3.0");
        headers.Add("Accept", "application/json;odata=minimalmetadata");
        return message;
    }

    public HttpMessage CreateWrite(RequestMethod method, string path, ReadOnlyMemory<byte> body, string ifMatch = null, string contentType = "application/json")
    {
        var message = Create(method, path);
        var request = message.Request;
        request.Headers.Add("Content-Type", contentType);
        request.Headers.Add("Prefer", "return-no-content");
        if (ifMatch != null)
        {
            request.Headers.Add("If-Match", ifMatch);
        }

        request.Content = RequestContent.Create(body);
        return message;
    }

    /// <summary>Sends, and answers 2xx (and the one further status that is no error here); anything else throws.</summary>
    public async ValueTask<Response> SendAsync(HttpMessage message, CancellationToken cancellationToken, int accept = 0, bool async = true)
    {
        using (message)
        {
            if (async)
            {
                await pipeline.SendAsync(message, cancellationToken).ConfigureAwait(false);
            }
            else
            {
                pipeline.Send(message, cancellationToken);
            }

            var response = message.Response;
            return response.Status is >= 200 and < 300 || response.Status == accept
                ? response
                : throw new RequestFailedException(response, null, TableErrorParser.Instance);
        }
    }

    private static string Literal(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return Uri.EscapeDataString(key.Replace("'", "''", StringComparison.Ordinal));
    }
}

/// <summary>Reads <c>{ "odata.error": { "code", "message": { "value" } } }</c>.</summary>
internal sealed class TableErrorParser : RequestFailedDetailsParser
{
    public static readonly TableErrorParser Instance = new();

    public override bool TryParse(Response response, out ResponseError error, out IDictionary<string, string> data)
    {
        error = null;
        data = null;
        try
        {
            using var document = JsonDocument.Parse(response.Content);
            if (document.RootElement.ValueKind != JsonValueKind.Object || !document.RootElement.TryGetProperty("odata.error", out var details))
            {
                return false;
            }

            var message = details.TryGetProperty("message", out var text) && text.TryGetProperty("value", out var value) ? value.GetString() : null;
            error = new ResponseError(details.GetProperty("code").GetString(), message);

            // In a transaction the message begins with the index of the operation that failed.
            var digits = message?.IndexOf(':', StringComparison.Ordinal) ?? -1;
            if (digits > 0 && int.TryParse(message.AsSpan(0, digits), out _))
            {
                data = new Dictionary<string, string> { [TableTransactionFailedException.FailedIndexKey] = message[..digits] };
            }

            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
