using System.Buffers;
using System.Globalization;
using System.Text;
using Azure.Core;

namespace Azure.Data.Tables;

/// <summary>An entity-group transaction on the wire: a multipart batch that holds one change set.</summary>
internal static class ChangeSet
{
    /// <summary>Limits of an entity-group transaction (Azure Table Storage, "Performing entity group transactions").</summary>
    private const int MaxActions = 100;
    private const int MaxBytes = 4 * 1024 * 1024;

    /// <summary>Refuses what the service would refuse but the emulator lets pass, with the service's own code and status.</summary>
    public static void Check(IReadOnlyList<TableTransactionAction> actions)
    {
        if (actions.Count == 0)
        {
            throw new InvalidOperationException("Transaction must contain at least one operation.");
        }

        if (actions.Count > MaxActions)
        {
            throw Refusal(400, "InvalidInput", MaxActions, "The batch request operation exceeds the maximum 100 changes per change set.");
        }

        var rows = new HashSet<string>(actions.Count, StringComparer.Ordinal);
        for (var index = 0; index < actions.Count; index++)
        {
            var entity = actions[index].Entity;
            if (entity.PartitionKey != actions[0].Entity.PartitionKey)
            {
                throw Refusal(400, "CommandsInBatchActOnDifferentPartitions", index, "All commands in a batch must operate on same entity group.");
            }

            if (!rows.Add(entity.RowKey))
            {
                throw Refusal(400, "InvalidDuplicateRow", index,
                    "The batch request contains multiple changes with same row key. An entity can appear only once in a batch request.");
            }
        }
    }

    public static HttpMessage CreateMessage(TablesPipeline pipeline, string table, IReadOnlyList<TableTransactionAction> actions)
    {
        var id = Guid.NewGuid().ToString("N")[..12];
        var output = new ArrayBufferWriter<byte>(actions.Count * 768);
        output.Ascii($"--batch_{id}\r\nContent-Type: multipart/mixed; boundary=changeset_{id}\r\n\r\n");
        foreach (var action in actions)
        {
            output.Ascii($"--changeset_{id}\r\nContent-Type: application/http\r\nContent-Transfer-Encoding: binary\r\n\r\n");
            Write(output, pipeline, table, action);
        }

        output.Ascii($"--changeset_{id}--\r\n--batch_{id}--\r\n");
        if (output.WrittenCount > MaxBytes)
        {
            throw Refusal(413, "RequestBodyTooLarge", null, "The request body is too large and exceeds the maximum permissible limit.");
        }

        return pipeline.CreateWrite(RequestMethod.Post, "$batch", output.WrittenMemory, contentType: $"multipart/mixed; boundary=batch_{id}");
    }

    /// <summary>One response per action; a transaction that failed is answered by a single error part, thrown here.</summary>
    public static IReadOnlyList<Response> ReadResponses(Response batch)
    {
        var responses = new List<Response>();
        var lines = batch.Content.ToString().Split('\n');
        for (var line = 0; line < lines.Length; line++)
        {
            if (lines[line].StartsWith("HTTP/1.1 ", StringComparison.Ordinal))
            {
                responses.Add(ReadResponse(lines, ref line, batch));
            }
        }

        return responses.Find(response => response.Status >= 400) is { } failed
            ? throw new TableTransactionFailedException(new RequestFailedException(failed, null, TableErrorParser.Instance))
            : responses;
    }

    private static PartResponse ReadResponse(string[] lines, ref int line, Response batch)
    {
        var status = lines[line].TrimEnd('\r').Split(' ', 3);
        var response = new PartResponse(int.Parse(status[1], CultureInfo.InvariantCulture), status.Length > 2 ? status[2] : "", batch.ClientRequestId);
        for (line++; line < lines.Length && lines[line].TrimEnd('\r') is { Length: > 0 } header; line++)
        {
            var colon = header.IndexOf(':', StringComparison.Ordinal);
            response.Add(header[..colon], header[(colon + 1)..].Trim());
        }

        var body = new StringBuilder();
        for (line++; line < lines.Length && !lines[line].StartsWith("--", StringComparison.Ordinal); line++)
        {
            body.Append(lines[line]).Append('\n');
        }

        response.ContentStream = new MemoryStream(Encoding.UTF8.GetBytes(body.ToString().Trim()));
        return response;
    }

    private static void Write(ArrayBufferWriter<byte> output, TablesPipeline pipeline, string table, TableTransactionAction action)
    {
        var entity = action.Entity;
        var isAdd = action.ActionType == TableTransactionActionType.Add;
        var (method, ifMatch) = action.ActionType switch
        {
            TableTransactionActionType.Add => ("POST", null),
            TableTransactionActionType.UpdateMerge => ("PATCH", Condition(action.ETag)),
            TableTransactionActionType.UpsertMerge => ("PATCH", null),
            TableTransactionActionType.UpdateReplace => ("PUT", Condition(action.ETag)),
            TableTransactionActionType.UpsertReplace => ("PUT", null),
            TableTransactionActionType.Delete => ("DELETE", Condition(action.ETag) ?? ETag.All.ToString()),
            _ => throw new InvalidOperationException("Unknown request type."),
        };
        var uri = pipeline.AbsoluteUri(isAdd ? table : TablesPipeline.EntityPath(table, entity.PartitionKey, entity.RowKey));
        output.Ascii($"{method} {uri} HTTP/1.1\r\nAccept: application/json;odata=minimalmetadata\r\nDataServiceVersion: 3.0\r\n");
        if (ifMatch != null)
        {
            output.Ascii($"If-Match: {ifMatch}\r\n");
        }

        if (isAdd)
        {
            output.Ascii($"Prefer: return-no-content\r\n");
        }

        if (action.ActionType == TableTransactionActionType.Delete)
        {
            output.Ascii($"\r\n\r\n");
            return;
        }

        var body = TablesPipeline.Body(entity);
        output.Ascii($"Content-Type: application/json;odata=minimalmetadata\r\nContent-Length: {body.Length}\r\n\r\n");
        output.Write(body.Span);
        output.Ascii($"\r\n");
    }

    private static string Condition(ETag etag) => etag == default ? null : etag.ToString();

    private static void Ascii(this ArrayBufferWriter<byte> output, FormattableString text)
    {
        var line = FormattableString.Invariant(text);
        output.Advance(Encoding.ASCII.GetBytes(line, output.GetSpan(line.Length)));
    }

    private static TableTransactionFailedException Refusal(int status, string code, int? index, string message) =>
        new(new RequestFailedException(status, index == null ? message : $"{index}:{message}", code, null)
        {
            Data = { [TableTransactionFailedException.FailedIndexKey] = index?.ToString(CultureInfo.InvariantCulture) },
        });

    private sealed class PartResponse(int status, string reason, string clientRequestId) : Response
    {
        private readonly Dictionary<string, string> headers = new(StringComparer.OrdinalIgnoreCase);

        public override int Status => status;

        public override string ReasonPhrase => reason;

        public override Stream ContentStream { get; set; }

        public override string ClientRequestId { get; set; } = clientRequestId;

        public void Add(string name, string value) => headers[name] = value;

        public override void Dispose() => ContentStream?.Dispose();

        protected override bool ContainsHeader(string name) => headers.ContainsKey(name);

        protected override IEnumerable<HttpHeader> EnumerateHeaders() => headers.Select(header => new HttpHeader(header.Key, header.Value));

        protected override bool TryGetHeader(string name, out string value) => headers.TryGetValue(name, out value);

        protected override bool TryGetHeaderValues(string name, out IEnumerable<string> values)
        {
            values = headers.TryGetValue(name, out var value) ? [value] : null;
            return values != null;
        }
    }
}
