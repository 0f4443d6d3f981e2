using System.Globalization;
using Azure.Data.Tables;

namespace InventoryFunctions.Importing;

/// <summary>The rows of table ImportStaging: partition = execution id; chunks of sound rows by shard and number, chunks of errors by number.</summary>
internal static class StagingRow
{
    public const string Data = nameof(Data);

    private const string ErrorsPrefix = "errors:";

    /// <summary>The first key after every key of errors: ';' follows ':'.</summary>
    private const string ErrorsEnd = "errors;";

    public static TableEntity Rows(string executionId, int shard, int number, byte[] data) => Write(executionId, RowsKey(shard, number), data);

    public static TableEntity Errors(string executionId, int number, byte[] data) =>
        Write(executionId, string.Create(CultureInfo.InvariantCulture, $"{ErrorsPrefix}{number:D8}"), data);

    public static string RowsFilter(string executionId, int shard, int firstNumber) => TableClient.CreateQueryFilter(
        $"PartitionKey eq {executionId} and RowKey ge {RowsKey(shard, firstNumber)} and RowKey lt {RowsKey(shard, int.MaxValue)}");

    public static string ErrorsFilter(string executionId) =>
        TableClient.CreateQueryFilter($"PartitionKey eq {executionId} and RowKey ge {ErrorsPrefix} and RowKey lt {ErrorsEnd}");

    public static string Filter(string executionId) => TableClient.CreateQueryFilter($"PartitionKey eq {executionId}");

    public static int NumberOf(TableEntity row) =>
        int.Parse(row.RowKey.AsSpan(row.RowKey.LastIndexOf(':') + 1), NumberStyles.None, CultureInfo.InvariantCulture);

    private static string RowsKey(int shard, int number) => string.Create(CultureInfo.InvariantCulture, $"rows:{shard:D4}:{number:D10}");

    private static TableEntity Write(string executionId, string key, byte[] data) => new(executionId, key) { [Data] = data };
}
