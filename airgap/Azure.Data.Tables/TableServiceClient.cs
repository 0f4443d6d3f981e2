using System.Globalization;
using System.Text.Json;
using Azure.Core;
using Azure.Data.Tables.Models;

namespace Azure.Data.Tables;

public class TableServiceClient
{
    private readonly TablesPipeline pipeline;
    protected TableServiceClient() { }

    public TableServiceClient(string connectionString)
        : this(connectionString, null) { }

    public TableServiceClient(string connectionString, TableClientOptions options = null) =>
        pipeline = new TablesPipeline(connectionString, options);

    public TableServiceClient(Uri endpoint, TableSharedKeyCredential credential)
        : this(endpoint, credential, null) { }

    public TableServiceClient(Uri endpoint, TableSharedKeyCredential credential, TableClientOptions options) =>
        pipeline = new TablesPipeline(endpoint, credential, options);

    public TableServiceClient(Uri endpoint, TokenCredential tokenCredential, TableClientOptions options = null) =>
        pipeline = new TablesPipeline(endpoint, tokenCredential, options);

    public virtual string AccountName => pipeline.AccountName;
    public virtual Uri Uri => pipeline.Endpoint;
    public static string CreateQueryFilter(FormattableString filter) => QueryFilter.Create(filter);
    public virtual TableClient GetTableClient(string tableName) => new(pipeline, tableName);

    public virtual Response<TableItem> CreateTable(string tableName, CancellationToken cancellationToken = default) =>
        Completed(CreateAsync(pipeline, tableName, false, false, cancellationToken));

    public virtual Task<Response<TableItem>> CreateTableAsync(string tableName, CancellationToken cancellationToken = default) =>
        CreateAsync(pipeline, tableName, false, true, cancellationToken);

    public virtual Response<TableItem> CreateTableIfNotExists(string tableName, CancellationToken cancellationToken = default) =>
        Completed(CreateAsync(pipeline, tableName, true, false, cancellationToken));

    public virtual Task<Response<TableItem>> CreateTableIfNotExistsAsync(string tableName, CancellationToken cancellationToken = default) =>
        CreateAsync(pipeline, tableName, true, true, cancellationToken);

    public virtual Response DeleteTable(string tableName, CancellationToken cancellationToken = default) =>
        Completed(DeleteAsync(pipeline, tableName, false, cancellationToken));

    public virtual Task<Response> DeleteTableAsync(string tableName, CancellationToken cancellationToken = default) =>
        DeleteAsync(pipeline, tableName, true, cancellationToken);

    public virtual AsyncPageable<TableItem> QueryAsync(string filter = null, int? maxPerPage = null, CancellationToken cancellationToken = default) =>
        new QueryPages<TableItem>(maxPerPage, async (continuation, size, token) =>
        {
            var message = pipeline.Create(RequestMethod.Get, "Tables");
            var query = message.Request.Uri;
            QueryPages.Append(query, "$filter", filter);
            QueryPages.Append(query, "$top", size?.ToString(CultureInfo.InvariantCulture));
            QueryPages.Append(query, "NextTableName", continuation);
            var response = await pipeline.SendAsync(message, token).ConfigureAwait(false);
            using var document = JsonDocument.Parse(response.Content);
            var tables = document.RootElement.GetProperty("value").EnumerateArray().Select(row => new TableItem(row.GetProperty("TableName").GetString()));
            return Page<TableItem>.FromValues(tables.ToArray(), response.Headers.TryGetValue("x-ms-continuation-NextTableName", out var next) ? next : null, response);
        }, cancellationToken);

    public virtual AsyncPageable<TableItem> QueryAsync(FormattableString filter, int? maxPerPage = null, CancellationToken cancellationToken = default) =>
        QueryAsync(QueryFilter.Create(filter), maxPerPage, cancellationToken);

    internal static async Task<Response<TableItem>> CreateAsync(
        TablesPipeline pipeline, string tableName, bool acceptExisting, bool async, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(tableName);
        var body = JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, string> { ["TableName"] = tableName });
        var response = await pipeline.SendAsync(pipeline.CreateWrite(RequestMethod.Post, "Tables", body), cancellationToken, acceptExisting ? 409 : 0, async)
            .ConfigureAwait(false);
        if (response.Status == 409)
        {
            var failure = new RequestFailedException(response, null, TableErrorParser.Instance);
            if (failure.ErrorCode != TableErrorCode.TableAlreadyExists)
            {
                throw failure;
            }
        }

        return Response.FromValue(new TableItem(tableName), response);
    }

    internal static async Task<Response> DeleteAsync(TablesPipeline pipeline, string tableName, bool async, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(tableName);
        return await pipeline.SendAsync(pipeline.Create(RequestMethod.Delete, $"Tables('{Uri.EscapeDataString(tableName)}')"), cancellationToken, 404, async)
            .ConfigureAwait(false);
    }

    /// <summary>The result of a task that ran synchronously.</summary>
    internal static T Completed<T>(Task<T> task) => task.GetAwaiter().GetResult();
}
