using System.Text.Json;
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

    private readonly JobEntries<JobError> _entries = new(tables.GetTableClient(TableName), Read);

    /// <summary>Adds <paramref name="errors"/>, each key once; an entry that is there is replaced.</summary>
    public Task AddErrorsAsync(string executionId, IReadOnlyCollection<JobError> errors, CancellationToken cancellationToken) =>
        _entries.WriteAsync(errors.Select(error => Write(executionId, error)), cancellationToken);

    /// <summary>The errors of a job by key.</summary>
    /// <param name="executionId">Which job.</param>
    /// <param name="pageSize">The most entries of the page, 1 to 1,000.</param>
    /// <param name="continuation">What the page before said, or null for the first.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<ListPage<JobError>> ListErrorsAsync(string executionId, int pageSize, string? continuation, CancellationToken cancellationToken) =>
        _entries.ListAsync(JobEntries<JobError>.Of(executionId), pageSize, continuation, cancellationToken);

    /// <summary>
    /// Removes the entries with the given keys: what an earlier attempt of the same step noted and this one did not meet again. Keys without
    /// an entry are passed over.
    /// </summary>
    public Task RemoveAsync(string executionId, IReadOnlySet<string> keys, CancellationToken cancellationToken) =>
        _entries.RemoveAsync(
            TableClient.CreateQueryFilter($"PartitionKey eq {executionId} and RowKey ge {keys.Min(StringComparer.Ordinal)} and RowKey le {keys.Max(StringComparer.Ordinal)}"),
            keys,
            cancellationToken);

    /// <summary>Removes every entry of a job.</summary>
    public Task RemoveAllAsync(string executionId, CancellationToken cancellationToken) =>
        _entries.RemoveAsync(JobEntries<JobError>.Of(executionId), null, cancellationToken);

    private static TableEntity Write(string executionId, JobError error)
    {
        IEnumerable<BrokenRule> kept = error.Rules.Take(MaxRules).Select(rule => new BrokenRule(Cut(rule.Field), Cut(rule.Rule)));
        return new TableEntity(executionId, error.Key) { [RulesProperty] = JsonSerializer.Serialize(kept) };
    }

    private static string Cut(string text) => text.Length <= MaxRuleLength ? text : text[..MaxRuleLength];

    private static JobError Read(TableEntity row) =>
        new(row.RowKey, JsonSerializer.Deserialize<IReadOnlyList<BrokenRule>>(row.GetString(RulesProperty)) ?? []);
}
