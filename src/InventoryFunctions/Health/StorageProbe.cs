using Azure;
using Azure.Data.Tables;
using InventoryFunctions.Api;
using InventoryFunctions.Storage;
using Microsoft.AspNetCore.Http;

namespace InventoryFunctions.Health;

/// <summary>Finds out whether the storage account answers.</summary>
public sealed class StorageProbe(TableServiceClient tables, TimeProvider clock)
{
    /// <summary>How long storage may take. The default value is 3 seconds: a probe that waits longer than its caller tells nothing.</summary>
    public static readonly TimeSpan Timeout = TimeSpan.FromSeconds(3);

    private const string Key = "health";

    /// <summary>Reads one row, whether it is there or not.</summary>
    /// <returns>The storage account's name.</returns>
    /// <exception cref="ApiException">503: storage does not answer in time, or refuses; the detail says which.</exception>
    public async Task<string> CheckAsync(CancellationToken cancellation)
    {
        using CancellationTokenSource timeout = new(Timeout, clock);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, timeout.Token);
        try
        {
            await tables.GetTableClient(InventoryStore.TableName).GetEntityIfExistsAsync<TableEntity>(Key, Key, cancellationToken: either.Token);
            return tables.AccountName;
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw Unhealthy($"The storage account does not answer within {Timeout.TotalSeconds:0} seconds.");
        }
        catch (RequestFailedException refused) when (refused.Status != 0)
        {
            throw Unhealthy($"The storage account refuses: {refused.Status} {refused.ErrorCode}.");
        }
    }

    private static ApiException Unhealthy(string detail) =>
        new(new ApiProblem(StatusCodes.Status503ServiceUnavailable, detail) { RetryAfter = Timeout });
}
