using Azure;
using Azure.Data.Tables;
using Microsoft.Extensions.Options;

namespace InventoryFunctions.Storage;

/// <summary>Records the number of shards at the first start and refuses another one later.</summary>
internal sealed class ShardCountGuard(TableClient table, int shards)
{
    private const string CountProperty = "Count";
    private const int Conflicted = 409;

    /// <exception cref="OptionsValidationException">The inventory is laid out over another number of shards.</exception>
    public async Task CheckAsync(CancellationToken cancellationToken)
    {
        int recorded = await RecordedAsync(cancellationToken) ?? await RecordAsync(cancellationToken);
        if (recorded != shards)
        {
            throw new OptionsValidationException(
                Options.DefaultName,
                typeof(InventoryOptions),
                [
                    $"{InventoryOptions.ShardsSetting} is {shards}, but the inventory in this storage account is laid out over {recorded} shards. "
                    + $"Set {InventoryOptions.ShardsSetting} to {recorded}, or use another storage account.",
                ]);
        }
    }

    private async Task<int?> RecordedAsync(CancellationToken cancellationToken)
    {
        NullableResponse<TableEntity> row = await table.GetEntityIfExistsAsync<TableEntity>(
            InventoryKeys.LayoutPartition, InventoryKeys.ShardCountRow, cancellationToken: cancellationToken);
        return row.HasValue ? row.Value!.GetInt32(CountProperty) : null;
    }

    private async Task<int> RecordAsync(CancellationToken cancellationToken)
    {
        try
        {
            await table.AddEntityAsync(
                new TableEntity(InventoryKeys.LayoutPartition, InventoryKeys.ShardCountRow) { [CountProperty] = shards }, cancellationToken);
            return shards;
        }
        catch (RequestFailedException refused) when (refused.Status == Conflicted)
        {
            // Another host was first.
            return await RecordedAsync(cancellationToken) ?? shards;
        }
    }
}
