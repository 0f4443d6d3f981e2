using System.Globalization;
using Azure.Core;
using Azure.Data.Tables.Models;

namespace Azure.Data.Tables;

public class TableClient
{
    private readonly TablesPipeline pipeline;
    protected TableClient() { }

    public TableClient(string connectionString, string tableName)
        : this(connectionString, tableName, null) { }

    public TableClient(string connectionString, string tableName, TableClientOptions options = null)
        : this(new TablesPipeline(connectionString, options), tableName) { }

    public TableClient(Uri endpoint, string tableName, TableSharedKeyCredential credential)
        : this(endpoint, tableName, credential, null) { }

    public TableClient(Uri endpoint, string tableName, TableSharedKeyCredential credential, TableClientOptions options = null)
        : this(new TablesPipeline(endpoint, credential, options), tableName) { }

    public TableClient(Uri endpoint, string tableName, TokenCredential tokenCredential, TableClientOptions options = null)
        : this(new TablesPipeline(endpoint, tokenCredential, options), tableName) { }

    internal TableClient(TablesPipeline pipeline, string tableName)
    {
        ArgumentException.ThrowIfNullOrEmpty(tableName);
        this.pipeline = pipeline;
        Name = tableName;
    }

    public virtual string Name { get; }
    public virtual string AccountName => pipeline.AccountName;
    public virtual Uri Uri => new(pipeline.AbsoluteUri(Name));
    public static string CreateQueryFilter(FormattableString filter) => QueryFilter.Create(filter);

    public virtual Response<TableItem> Create(CancellationToken cancellationToken = default) =>
        TableServiceClient.Completed(TableServiceClient.CreateAsync(pipeline, Name, false, false, cancellationToken));

    public virtual Task<Response<TableItem>> CreateAsync(CancellationToken cancellationToken = default) =>
        TableServiceClient.CreateAsync(pipeline, Name, false, true, cancellationToken);

    public virtual Response<TableItem> CreateIfNotExists(CancellationToken cancellationToken = default) =>
        TableServiceClient.Completed(TableServiceClient.CreateAsync(pipeline, Name, true, false, cancellationToken));

    public virtual Task<Response<TableItem>> CreateIfNotExistsAsync(CancellationToken cancellationToken = default) =>
        TableServiceClient.CreateAsync(pipeline, Name, true, true, cancellationToken);

    public virtual Response Delete(CancellationToken cancellationToken = default) =>
        TableServiceClient.Completed(TableServiceClient.DeleteAsync(pipeline, Name, false, cancellationToken));

    public virtual Task<Response> DeleteAsync(CancellationToken cancellationToken = default) =>
        TableServiceClient.DeleteAsync(pipeline, Name, true, cancellationToken);

    public virtual async Task<Response> AddEntityAsync<T>(T entity, CancellationToken cancellationToken = default)
        where T : ITableEntity
    {
        ArgumentNullException.ThrowIfNull(entity);
        ArgumentNullException.ThrowIfNull(entity.PartitionKey);
        ArgumentNullException.ThrowIfNull(entity.RowKey);
        return await pipeline.SendAsync(pipeline.CreateWrite(RequestMethod.Post, Name, TablesPipeline.Body(entity)), cancellationToken).ConfigureAwait(false);
    }

    public virtual async Task<Response<T>> GetEntityAsync<T>(
        string partitionKey, string rowKey, IEnumerable<string> select = null, CancellationToken cancellationToken = default)
        where T : class, ITableEntity
    {
        var response = await GetAsync(partitionKey, rowKey, select, 0, cancellationToken).ConfigureAwait(false);
        return Response.FromValue(Materialize<T>(EntityJson.Read(response.Content)), response);
    }

    public virtual async Task<NullableResponse<T>> GetEntityIfExistsAsync<T>(
        string partitionKey, string rowKey, IEnumerable<string> select = null, CancellationToken cancellationToken = default)
        where T : class, ITableEntity
    {
        var response = await GetAsync(partitionKey, rowKey, select, 404, cancellationToken).ConfigureAwait(false);
        return response.Status == 404
            ? new NoEntity<T>(response)
            : Response.FromValue(Materialize<T>(EntityJson.Read(response.Content)), response);
    }

    public virtual AsyncPageable<T> QueryAsync<T>(
        string filter = null, int? maxPerPage = null, IEnumerable<string> select = null, CancellationToken cancellationToken = default)
        where T : class, ITableEntity => new QueryPages<T>(maxPerPage, async (continuation, size, token) =>
        {
            var message = pipeline.Create(RequestMethod.Get, Name + "()");
            var query = message.Request.Uri;
            QueryPages.Append(query, "$top", size?.ToString(CultureInfo.InvariantCulture));
            QueryPages.Append(query, "$select", select == null ? null : string.Join(',', select));
            QueryPages.Append(query, "$filter", string.IsNullOrEmpty(filter) ? null : filter);

            // The token is the two keys of the service's answer, the second of which may be missing.
            var keys = continuation?.Split(' ', 2);
            QueryPages.Append(query, "NextPartitionKey", keys?[0]);
            QueryPages.Append(query, "NextRowKey", keys is [_, { Length: > 0 } row] ? row : null);
            var response = await pipeline.SendAsync(message, token).ConfigureAwait(false);
            var rows = EntityJson.ReadMany(response.Content);
            response.Headers.TryGetValue("x-ms-continuation-NextPartitionKey", out var nextPartition);
            response.Headers.TryGetValue("x-ms-continuation-NextRowKey", out var nextRow);
            var next = nextPartition == null && nextRow == null ? null : $"{nextPartition} {nextRow}";
            return Page<T>.FromValues(rows.ConvertAll(Materialize<T>), next, response);
        }, cancellationToken);

    public virtual async Task<Response> UpdateEntityAsync<T>(
        T entity, ETag ifMatch, TableUpdateMode mode = TableUpdateMode.Merge, CancellationToken cancellationToken = default)
        where T : ITableEntity
    {
        if (ifMatch == default)
        {
            throw new ArgumentException("Value cannot be empty.", nameof(ifMatch));
        }

        return await WriteAsync(entity, ifMatch.ToString(), mode, cancellationToken).ConfigureAwait(false);
    }

    public virtual async Task<Response> UpsertEntityAsync<T>(
        T entity, TableUpdateMode mode = TableUpdateMode.Merge, CancellationToken cancellationToken = default)
        where T : ITableEntity => await WriteAsync(entity, null, mode, cancellationToken).ConfigureAwait(false);

    public virtual Task<Response> DeleteEntityAsync(ITableEntity entity, ETag ifMatch = default, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(entity);
        return DeleteEntityAsync(entity.PartitionKey, entity.RowKey, ifMatch, cancellationToken);
    }

    public virtual async Task<Response> DeleteEntityAsync(
        string partitionKey, string rowKey, ETag ifMatch = default, CancellationToken cancellationToken = default)
    {
        var message = pipeline.Create(RequestMethod.Delete, TablesPipeline.EntityPath(Name, partitionKey, rowKey));
        message.Request.Headers.Add("If-Match", (ifMatch == default ? ETag.All : ifMatch).ToString());
        return await pipeline.SendAsync(message, cancellationToken, accept: 404).ConfigureAwait(false);
    }

    public virtual async Task<Response<IReadOnlyList<Response>>> SubmitTransactionAsync(
        IEnumerable<TableTransactionAction> transactionActions, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(transactionActions);
        var actions = transactionActions as IReadOnlyList<TableTransactionAction> ?? [.. transactionActions];
        ChangeSet.Check(actions);
        var batch = await pipeline.SendAsync(ChangeSet.CreateMessage(pipeline, Name, actions), cancellationToken).ConfigureAwait(false);
        return Response.FromValue(ChangeSet.ReadResponses(batch), batch);
    }

    private static T Materialize<T>(TableEntity entity)
        where T : class, ITableEntity => entity as T ?? (T)EntityTypeMap.Of(typeof(T)).Read(entity);

    private async Task<Response> GetAsync(string partitionKey, string rowKey, IEnumerable<string> select, int accept, CancellationToken cancellationToken)
    {
        var message = pipeline.Create(RequestMethod.Get, TablesPipeline.EntityPath(Name, partitionKey, rowKey));
        QueryPages.Append(message.Request.Uri, "$select", select == null ? null : string.Join(',', select));
        return await pipeline.SendAsync(message, cancellationToken, accept).ConfigureAwait(false);
    }

    private ValueTask<Response> WriteAsync(ITableEntity entity, string ifMatch, TableUpdateMode mode, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(entity);
        var method = mode == TableUpdateMode.Merge ? RequestMethod.Patch : RequestMethod.Put;
        return pipeline.SendAsync(
            pipeline.CreateWrite(method, TablesPipeline.EntityPath(Name, entity.PartitionKey, entity.RowKey), TablesPipeline.Body(entity), ifMatch), cancellationToken);
    }

    private sealed class NoEntity<T>(Response response) : NullableResponse<T>
    {
        public override bool HasValue => false;

        public override T Value => throw new InvalidOperationException("The table has no such entity.");

        public override Response GetRawResponse() => response;
    }
}
