using Azure.Data.Tables;
using InventoryFunctions.Domain.Inventory;

namespace InventoryFunctions.Storage;

/// <summary>The queries that table Inventory is asked, in the language of Table Storage. Each asks for one kind of row.</summary>
internal static class ItemFilters
{
    public static string After(int shard, string? itemId) => TableClient.CreateQueryFilter(
        $"PartitionKey eq {InventoryKeys.Partition(shard)} and RowKey gt {InventoryKeys.ItemRow(itemId ?? "")} and RowKey lt {InventoryKeys.ItemEnd}");

    public static string Within(ShardRange range)
    {
        if (range.FirstShard == range.LastShard)
        {
            return After(range.FirstShard, range.AfterItemId);
        }

        string first = InventoryKeys.Partition(range.FirstShard);
        string shards = TableClient.CreateQueryFilter(
            $"PartitionKey ge {first} and PartitionKey le {InventoryKeys.Partition(range.LastShard)} and RowKey gt {InventoryKeys.ItemPrefix} and RowKey lt {InventoryKeys.ItemEnd}");
        return range.AfterItemId is { } itemId
            ? shards + TableClient.CreateQueryFilter($" and (PartitionKey gt {first} or RowKey gt {InventoryKeys.ItemRow(itemId)})")
            : shards;
    }

    public static string Range(int shard, string firstItemId, string lastItemId, string? afterItemId)
    {
        string last = InventoryKeys.ItemRow(lastItemId);
        string partition = InventoryKeys.Partition(shard);
        return afterItemId is null
            ? TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey ge {InventoryKeys.ItemRow(firstItemId)} and RowKey le {last}")
            : TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey gt {InventoryKeys.ItemRow(afterItemId)} and RowKey le {last}");
    }

    public static string Changes(int shard, Guid? after)
    {
        string start = after is { } id ? InventoryKeys.ChangeRow(id) : InventoryKeys.ChangePrefix;
        return TableClient.CreateQueryFilter(
            $"PartitionKey eq {InventoryKeys.Partition(shard)} and RowKey gt {start} and RowKey lt {InventoryKeys.ChangeEnd}");
    }

    public static string SetAside(int shard) => TableClient.CreateQueryFilter(
        $"PartitionKey eq {InventoryKeys.Partition(shard)} and RowKey gt {InventoryKeys.SetAsidePrefix} and RowKey lt {InventoryKeys.SetAsideEnd}");

    public static string And(string filter, ItemQuery query)
    {
        List<string> terms = [filter];
        if (query.UpdatedSince is { } since)
        {
            terms.Add(TableClient.CreateQueryFilter($"LastUpdated ge {since.ToUniversalTime()}"));
        }

        if (query.UpdatedBefore is { } before)
        {
            terms.Add(TableClient.CreateQueryFilter($"LastUpdated lt {before.ToUniversalTime()}"));
        }

        if (query.Status is { } status)
        {
            terms.Add(TableClient.CreateQueryFilter($"Status eq {StockStatusNames.ToText(status)}"));
        }

        if (query.Category is { } category)
        {
            terms.Add(TableClient.CreateQueryFilter($"Category eq {category}"));
        }

        return string.Join(" and ", terms);
    }
}
