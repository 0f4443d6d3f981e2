using System.Text.Json;
using Azure;
using Azure.Data.Tables;
using InventoryFunctions.Domain.Importing;
using Microsoft.AspNetCore.Http;

namespace InventoryFunctions.Importing;

/// <summary>
/// Table Imports: which uploads are under way, and which contents were received before. Whose content it is, is decided by one
/// insert, so that the same file sent twice, even at the same time, is one import.
/// </summary>
public sealed class ImportClaims(TableServiceClient tables)
{
    /// <summary>The table's name.</summary>
    public const string TableName = "Imports";

    private const string Partition = "imports";
    private const string UploadPrefix = "upload:";
    private const string UploadEnd = "upload;";
    private const string StartedAt = nameof(StartedAt);
    private const string CompletedAt = nameof(CompletedAt);
    private const string Manifest = nameof(Manifest);
    private const string ExecutionId = nameof(ExecutionId);
    private const string Counts = nameof(Counts);

    private readonly TableClient table = tables.GetTableClient(TableName);

    /// <summary>Notes that an upload begins, so that what it stages is found should it break off.</summary>
    public Task BeginUploadAsync(string executionId, DateTimeOffset now, CancellationToken cancellation) => table.UpsertEntityAsync(
        new TableEntity(Partition, UploadPrefix + executionId) { [StartedAt] = now }, TableUpdateMode.Replace, cancellation);

    /// <summary>Notes that nothing of an upload is staged any more.</summary>
    public Task EndUploadAsync(string executionId, CancellationToken cancellation) =>
        table.DeleteEntityAsync(Partition, UploadPrefix + executionId, ETag.All, cancellation);

    /// <summary>The uploads that began before <paramref name="time"/> and came to no end.</summary>
    public async Task<IReadOnlyList<string>> FindAbandonedAsync(DateTimeOffset time, CancellationToken cancellation)
    {
        List<string> abandoned = [];
        string filter = TableClient.CreateQueryFilter(
            $"PartitionKey eq {Partition} and RowKey ge {UploadPrefix} and RowKey lt {UploadEnd} and StartedAt lt {time}");
        await foreach (TableEntity row in table.QueryAsync<TableEntity>(filter, cancellationToken: cancellation))
        {
            abandoned.Add(row.RowKey[UploadPrefix.Length..]);
        }

        return abandoned;
    }

    /// <summary>
    /// Makes the staged rows of <paramref name="manifest"/> the import of their content; from then on they are the import's, not the upload's.
    /// </summary>
    /// <returns>Its claim, or that of an earlier import of the same content in the same mode.</returns>
    public async Task<ImportClaim> ClaimAsync(ImportManifest manifest, CancellationToken cancellation)
    {
        string key = KeyOf(manifest.Mode, manifest.ContentHash);
        try
        {
            await table.SubmitTransactionAsync(
                [
                    new TableTransactionAction(
                        TableTransactionActionType.Add,
                        new TableEntity(Partition, key) { [ExecutionId] = manifest.ExecutionId, [Manifest] = JsonSerializer.Serialize(manifest) }),
                    new TableTransactionAction(
                        TableTransactionActionType.Delete, new TableEntity(Partition, UploadPrefix + manifest.ExecutionId), ETag.All),
                ],
                cancellation);
            return new ImportClaim(manifest, null, null);
        }
        catch (TableTransactionFailedException refused) when (refused.Status == StatusCodes.Status409Conflict)
        {
            return await FindAsync(manifest.Mode, manifest.ContentHash, cancellation)
                ?? throw new InvalidDataException($"Row {key} of table {TableName} is there and not there.");
        }
    }

    /// <summary>The claim on a content in one mode, or null where nobody has one.</summary>
    public async Task<ImportClaim?> FindAsync(ImportMode mode, string contentHash, CancellationToken cancellation)
    {
        string key = KeyOf(mode, contentHash);
        NullableResponse<TableEntity> found = await table.GetEntityIfExistsAsync<TableEntity>(Partition, key, cancellationToken: cancellation);
        return found.HasValue ? Read(found.Value!) : null;
    }

    /// <summary>The claim of an import, or null where it has none. Walks through all claims: not for every day.</summary>
    public async Task<ImportClaim?> FindByExecutionAsync(string executionId, CancellationToken cancellation)
    {
        string filter = TableClient.CreateQueryFilter($"PartitionKey eq {Partition} and ExecutionId eq {executionId}");
        await foreach (TableEntity row in table.QueryAsync<TableEntity>(filter, cancellationToken: cancellation))
        {
            return Read(row);
        }

        return null;
    }

    /// <summary>Notes that everything of an import is applied: its content is never applied again.</summary>
    public Task CompleteAsync(ImportManifest manifest, ImportCounts counts, DateTimeOffset now, CancellationToken cancellation) =>
        table.UpsertEntityAsync(
            new TableEntity(Partition, KeyOf(manifest.Mode, manifest.ContentHash)) { [CompletedAt] = now, [Counts] = JsonSerializer.Serialize(counts) },
            TableUpdateMode.Merge,
            cancellation);

    private static ImportClaim Read(TableEntity row) => new(
        JsonSerializer.Deserialize<ImportManifest>(row.GetString(Manifest))
            ?? throw new InvalidDataException($"Row {row.RowKey} of table {TableName} holds no import."),
        row.GetDateTimeOffset(CompletedAt),
        row.GetString(Counts) is { } counts ? JsonSerializer.Deserialize<ImportCounts>(counts) : null);

    private static string KeyOf(ImportMode mode, string contentHash) => $"content:{mode}:{contentHash}";
}
