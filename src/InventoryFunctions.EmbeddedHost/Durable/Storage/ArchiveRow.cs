using Azure.Data.Tables;
using InventoryFunctions.EmbeddedHost.Durable.History;
using InventoryFunctions.EmbeddedHost.Durable.Hub;
using Microsoft.DurableTask.Client;

namespace InventoryFunctions.EmbeddedHost.Durable.Storage;

/// <summary>How an archived instance is written as rows: what queries look for in properties, the rest packed.</summary>
internal static class ArchiveRow
{
    public const string Parts = "Parts";
    public const string StateBytes = "StateBytes";
    private const string Execution = "Execution";
    private const string Name = "Name";
    private const string Status = "Status";
    private const string CreatedAt = "CreatedAt";
    private const string LastUpdatedAt = "LastUpdatedAt";

    /// <summary>The properties that <see cref="Summarize"/> reads.</summary>
    public static IReadOnlyList<string> Summary { get; } = ["PartitionKey", "RowKey", Execution, Name, Status, CreatedAt, LastUpdatedAt];

    public static IEnumerable<(TableEntity Row, int Bytes)> Of(InstanceState state, IReadOnlyList<StepEvent> history)
    {
        var key = ArchiveKey.Of(state.Key.Instance);
        var packedState = Packing.Pack(state, StoredJson.Instance.InstanceState);
        byte[] packed = [.. packedState, .. Packing.Pack(history, StoredJson.Instance.IReadOnlyListStepEvent)];
        var parts = packed.Chunk(Packing.RowBytes).ToList();
        for (var part = 0; part < parts.Count; part++)
        {
            var at = part == 0 ? key : key.Overflow(part);
            var row = new TableEntity(at.Partition, at.Row);
            Packing.Write(row, parts[part]);
            if (part == 0)
            {
                row[Execution] = state.Key.Execution;
                row[Name] = state.Name;
                row[Status] = state.Status.ToString();
                row[CreatedAt] = new DateTimeOffset(state.CreatedAt);
                row[LastUpdatedAt] = new DateTimeOffset(state.LastUpdatedAt);
                row[Parts] = parts.Count;
                row[StateBytes] = packedState.Length;
            }

            yield return (row, parts[part].Length);
        }
    }

    public static InstanceState Summarize(TableEntity row) => new()
    {
        Key = new InstanceKey(row.RowKey, row.GetInt64(Execution) ?? 0),
        Name = row.GetString(Name),
        Status = Enum.Parse<OrchestrationRuntimeStatus>(row.GetString(Status)),
        CreatedAt = (row.GetDateTimeOffset(CreatedAt) ?? default).UtcDateTime,
        LastUpdatedAt = (row.GetDateTimeOffset(LastUpdatedAt) ?? default).UtcDateTime,
    };

    public static string Filter(OrchestrationQuery query, ArchiveKey? after)
    {
        var (partition, row) = (after?.Partition ?? ArchiveKey.FirstPartition, after?.Row ?? "");
        var conditions = new List<string>
        {
            TableClient.CreateQueryFilter($"(PartitionKey gt {partition} or (PartitionKey eq {partition} and RowKey gt {row}))"),
        };
        if (query.CreatedFrom is { } from)
        {
            conditions.Add(TableClient.CreateQueryFilter($"CreatedAt ge {from}"));
        }

        if (query.CreatedTo is { } to)
        {
            conditions.Add(TableClient.CreateQueryFilter($"CreatedAt le {to}"));
        }

        if (query.InstanceIdPrefix is { Length: > 0 } prefix)
        {
            conditions.Add(TableClient.CreateQueryFilter($"RowKey ge {prefix} and RowKey lt {prefix + '\uffff'}"));
        }

        if (query.Statuses?.ToList() is { Count: > 0 } statuses)
        {
            conditions.Add($"({string.Join(" or ", statuses.Select(status => TableClient.CreateQueryFilter($"Status eq {status.ToString()}")))})");
        }

        return string.Join(" and ", conditions);
    }
}
