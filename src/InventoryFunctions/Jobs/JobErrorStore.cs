using System.Text.Json;
using Azure;
using Azure.Data.Tables;
using InventoryFunctions.Domain.Validation;
using InventoryFunctions.Storage;

namespace InventoryFunctions.Jobs;

/// <summary>The error lists of jobs: table JobErrors, one partition an execution. Writing an error again changes nothing.</summary>
public sealed class JobErrorStore(TableServiceClient tables)
{
    /// <summary>The table's name.</summary>
    public const string TableName = "JobErrors";

    /// <summary>The most rules kept of one entry; keeps a transaction of 100 entries below 4 MiB.</summary>
    private const int MaxRules = 16;

    /// <summary>The longest text kept of one rule, in characters.</summary>
    private const int MaxRuleLength = 512;

    private const string RulesProperty = "Rules";

    private readonly TableClient _table = tables.GetTableClient(TableName);

    /// <summary>Adds <paramref name="errors"/>, each key once; an entry that is there is replaced.</summary>
    public Task AddErrorsAsync(string executionId, IReadOnlyCollection<JobError> errors, CancellationToken cancellationToken) => SubmitAsync(
        errors.Select(error => new TableTransactionAction(TableTransactionActionType.UpsertReplace, Write(executionId, error))), cancellationToken);

    /// <summary>The errors of a job by key.</summary>
    /// <param name="executionId">Which job.</param>
    /// <param name="pageSize">The most entries of the page, 1 to 1,000.</param>
    /// <param name="continuation">What the page before said, or null for the first.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<ListPage<JobError>> ListErrorsAsync(string executionId, int pageSize, string? continuation, CancellationToken cancellationToken) =>
        TablePaging.ReadAsync(_table, TableClient.CreateQueryFilter($"PartitionKey eq {executionId}"), Read, pageSize, continuation, cancellationToken);

    /// <summary>
    /// Removes the entries with the given keys: what an earlier attempt of the same step noted and this one did not meet again. Keys without
    /// an entry are passed over.
    /// </summary>
    public Task RemoveAsync(string executionId, IReadOnlySet<string> keys, CancellationToken cancellationToken) =>
        DeleteAsync(
            TableClient.CreateQueryFilter($"PartitionKey eq {executionId} and RowKey ge {keys.Min(StringComparer.Ordinal)} and RowKey le {keys.Max(StringComparer.Ordinal)}"),
            row => keys.Contains(row.RowKey),
            cancellationToken);

    /// <summary>Removes every entry of a job.</summary>
    public Task RemoveAllAsync(string executionId, CancellationToken cancellationToken) =>
        DeleteAsync(TableClient.CreateQueryFilter($"PartitionKey eq {executionId}"), _ => true, cancellationToken);

    private static TableEntity Write(string executionId, JobError error)
    {
        IEnumerable<BrokenRule> kept = error.Rules.Take(MaxRules).Select(rule => new BrokenRule(Cut(rule.Field), Cut(rule.Rule)));
        return new TableEntity(executionId, error.Key) { [RulesProperty] = JsonSerializer.Serialize(kept) };
    }

    private static string Cut(string text) => text.Length <= MaxRuleLength ? text : text[..MaxRuleLength];

    private static JobError Read(TableEntity row) =>
        new(row.RowKey, JsonSerializer.Deserialize<IReadOnlyList<BrokenRule>>(row.GetString(RulesProperty)) ?? []);

    private async Task DeleteAsync(string filter, Func<TableEntity, bool> unwanted, CancellationToken cancellationToken)
    {
        await foreach (Page<TableEntity> page in _table
            .QueryAsync<TableEntity>(filter, select: [nameof(TableEntity.PartitionKey), nameof(TableEntity.RowKey)], cancellationToken: cancellationToken)
            .AsPages())
        {
            await SubmitAsync(
                page.Values.Where(unwanted).Select(row => new TableTransactionAction(TableTransactionActionType.Delete, row, ETag.All)), cancellationToken);
        }
    }

    private async Task SubmitAsync(IEnumerable<TableTransactionAction> actions, CancellationToken cancellationToken)
    {
        foreach (TableTransactionAction[] transaction in actions.Chunk(TableLimits.Azure.TransactionOperations))
        {
            await _table.SubmitTransactionAsync(transaction, cancellationToken);
        }
    }
}
