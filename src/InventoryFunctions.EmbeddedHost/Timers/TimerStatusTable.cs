using Azure.Data.Tables;
using Microsoft.Azure.Functions.Worker;

namespace InventoryFunctions.EmbeddedHost.Timers;

/// <summary>Remembers each timer's last and next tick, so that a tick missed while the host was down is noticed.</summary>
internal sealed class TimerStatusTable(TableServiceClient tables, string hubName)
{
    private const string Partition = "timer";

    private readonly TableClient _table = tables.GetTableClient($"{hubName}Timers");

    public Task CreateIfNotExistsAsync(CancellationToken cancellationToken) => _table.CreateIfNotExistsAsync(cancellationToken);

    public async Task<ScheduleStatus?> ReadAsync(string function, CancellationToken cancellationToken)
    {
        var row = await _table.GetEntityIfExistsAsync<TableEntity>(Partition, function, cancellationToken: cancellationToken);
        return row.HasValue
            ? new ScheduleStatus { Last = Utc(row.Value!, "Last"), Next = Utc(row.Value!, "Next"), LastUpdated = Utc(row.Value!, "LastUpdated") }
            : null;
    }

    public Task WriteAsync(string function, ScheduleStatus status, CancellationToken cancellationToken)
    {
        var row = new TableEntity(Partition, function) { ["LastUpdated"] = status.LastUpdated };
        AddIfSet(row, "Last", status.Last);
        AddIfSet(row, "Next", status.Next);
        return _table.UpsertEntityAsync(row, TableUpdateMode.Replace, cancellationToken);
    }

    // Table Storage knows no date before 1601; a timer that never ran has none.
    private static void AddIfSet(TableEntity row, string name, DateTime value)
    {
        if (value != default)
        {
            row[name] = value;
        }
    }

    private static DateTime Utc(TableEntity row, string name) => row.GetDateTimeOffset(name)?.UtcDateTime ?? default;
}
