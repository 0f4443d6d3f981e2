using System.Xml;
using System.Xml.Linq;
using AirGapped;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Storage.Queues.Models;

namespace Azure.Storage.Queues;

/// <summary>Builds and sends the requests of one account; shared by the service client and the clients of its queues.</summary>
internal sealed class QueuesPipeline
{
    // Line breaks as references: a parser would make one character of carriage return and line feed.
    private static readonly XmlWriterSettings BodySettings = new()
    {
        Encoding = new System.Text.UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
        NewLineHandling = NewLineHandling.Entitize,
        OmitXmlDeclaration = true,
    };

    private readonly HttpPipeline pipeline;
    private readonly string version;

    private QueuesPipeline(Uri endpoint, string accountName, HttpPipelinePolicy authentication, QueueClientOptions options)
    {
        Endpoint = new Uri(endpoint.AbsoluteUri.TrimEnd('/'));
        AccountName = accountName;
        Encoding = options.MessageEncoding;
        version = options.VersionHeader;
        pipeline = HttpPipelineBuilder.Build(new HttpPipelineOptions(options)
        {
            PerRetryPolicies = { authentication },
            RequestFailedDetailsParser = QueueErrorParser.Instance,
        });
    }

    public Uri Endpoint { get; }
    public string AccountName { get; }
    public QueueMessageEncoding Encoding { get; }

    public static QueuesPipeline Create(string connectionString, QueueClientOptions options)
    {
        var account = StorageConnectionString.Parse(connectionString, "Queue", 10001);
        return Create(account.Endpoint, new StorageSharedKeyCredential(account.AccountName, account.AccountKey), options);
    }

    public static QueuesPipeline Create(Uri endpoint, StorageSharedKeyCredential credential, QueueClientOptions options) =>
        new(endpoint, credential.AccountName, new SharedKeyPolicy(credential, TimeProvider.System), options ?? new QueueClientOptions());

    public static QueuesPipeline Create(Uri endpoint, TokenCredential credential, QueueClientOptions options)
    {
        if (endpoint.Scheme != Uri.UriSchemeHttps)
        {
            throw new ArgumentException("Cannot use TokenCredential without HTTPS.");
        }

        options ??= new QueueClientOptions();
        var scope = $"{(options.Audience ?? QueueAudience.PublicAudience).ToString().TrimEnd('/')}/.default";
        return new(endpoint, StorageConnectionString.AccountOf(endpoint), new BearerTokenAuthenticationPolicy(credential, scope), options);
    }

    /// <summary>The account and the queue of a queue's own address.</summary>
    public static (Uri Account, string Queue) Split(Uri queueUri)
    {
        var path = queueUri.AbsolutePath.TrimEnd('/');
        var slash = path.LastIndexOf('/');
        return (new UriBuilder(queueUri) { Path = path[..slash], Query = "" }.Uri, path[(slash + 1)..]);
    }

    public HttpMessage Create(RequestMethod method, string path, params ReadOnlySpan<(string Name, object Value)> query)
    {
        var message = pipeline.CreateMessage();
        var request = message.Request;
        request.Method = method;
        request.Uri.Reset(Endpoint);
        request.Uri.AppendPath("/" + path, escape: false);
        foreach (var (name, value) in query)
        {
            var text = value is TimeSpan duration ? ((long)duration.TotalSeconds).ToString(System.Globalization.CultureInfo.InvariantCulture) : value?.ToString();
            if (text != null)
            {
                request.Uri.AppendQuery(name, text, escapeValue: true);
            }
        }

        request.Headers.Add("x-ms-version", version);
        request.Headers.Add("Accept", "application/xml");
        return message;
    }

    public void AddBody(HttpMessage message, BinaryData body)
    {
        var text = Encoding == QueueMessageEncoding.Base64 ? Convert.ToBase64String(body) : body.ToString();
        using var xml = new MemoryStream();
        using (var writer = XmlWriter.Create(xml, BodySettings))
        {
            new XElement("QueueMessage", new XElement("MessageText", text)).WriteTo(writer);
        }

        message.Request.Headers.Add("Content-Type", "application/xml");
        message.Request.Content = RequestContent.Create(xml.ToArray());
    }

    public BinaryData Decode(string text) => Encoding == QueueMessageEncoding.Base64 ? new BinaryData(Convert.FromBase64String(text)) : new BinaryData(text);

    /// <summary>Sends, and answers 2xx; anything else throws unless its error code is <paramref name="accept"/>.</summary>
    public async Task<Response> SendAsync(HttpMessage message, CancellationToken cancellationToken, QueueErrorCode? accept = null, bool async = true)
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
            if (response.Status is >= 200 and < 300)
            {
                return response;
            }

            var failure = new RequestFailedException(response, null, QueueErrorParser.Instance);
            return accept is { } code && code == failure.ErrorCode ? response : throw failure;
        }
    }
}

/// <summary>Reads the code from its header, or code and message from <c>&lt;Error&gt;&lt;Code/&gt;&lt;Message/&gt;&lt;/Error&gt;</c>.</summary>
internal sealed class QueueErrorParser : RequestFailedDetailsParser
{
    public static readonly QueueErrorParser Instance = new();

    public override bool TryParse(Response response, out ResponseError error, out IDictionary<string, string> data)
    {
        data = null;
        response.Headers.TryGetValue("x-ms-error-code", out var code);
        string message = null;
        try
        {
            var root = response.ContentStream == null ? null : XElement.Parse(response.Content.ToString());
            code ??= root?.Element("Code")?.Value;
            message = root?.Element("Message")?.Value;
        }
        catch (XmlException)
        {
            // A proxy or a gateway may answer anything; the code of the header is then all there is.
        }

        error = code == null ? null : new ResponseError(code, message);
        return error != null;
    }
}
