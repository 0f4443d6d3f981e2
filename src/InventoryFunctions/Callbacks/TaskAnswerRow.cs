using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Azure.Data.Tables;
using InventoryFunctions.Storage;

namespace InventoryFunctions.Callbacks;

/// <summary>An answer as a row of table Callbacks. Partitions are the days on which tokens expire, so that old ones are found by key.</summary>
internal static class TaskAnswerRow
{
    private const string AnswerSuffix = ":answer";
    private const string HeartbeatSuffix = ":heartbeat";

    public static string Partition(PendingTask task) => Day(task.ExpiresAt);

    /// <summary>The partition of tokens that expire on the day of <paramref name="time"/>; later days sort behind.</summary>
    public static string Day(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static string AnswerKey(PendingTask task) => Key(task) + AnswerSuffix;

    public static string HeartbeatKey(PendingTask task) => Key(task) + HeartbeatSuffix;

    public static TableEntity WriteHeartbeat(PendingTask task, DateTimeOffset at) => new(Partition(task), HeartbeatKey(task)) { [nameof(TaskAnswer.At)] = at };

    public static TableEntity Write(PendingTask task, TaskAnswer answer)
    {
        TableEntity row = new(Partition(task), AnswerKey(task))
        {
            [nameof(PendingTask.Instance)] = task.Instance,
            [nameof(TaskAnswer.End)] = answer.End.ToString(),
            [nameof(TaskAnswer.At)] = answer.At,
        };
        row.SetIfKnown(nameof(TaskAnswer.Error), answer.Error);
        row.SetIfKnown(nameof(TaskAnswer.Cause), answer.Cause);
        if (answer.Output is { } output)
        {
            byte[][] parts = [.. Encoding.UTF8.GetBytes(output).Chunk(TableLimits.Azure.BinaryPropertyBytes)];
            for (int part = 0; part < parts.Length; part++)
            {
                row[OutputPart(part)] = parts[part];
            }
        }

        return row;
    }

    public static TaskAnswer Read(TableEntity row) => new(
        Enum.Parse<TaskEnd>(row.GetString(nameof(TaskAnswer.End))),
        row.GetDateTimeOffset(nameof(TaskAnswer.At)).GetValueOrDefault(),
        ReadOutput(row),
        row.GetString(nameof(TaskAnswer.Error)),
        row.GetString(nameof(TaskAnswer.Cause)));

    private static string? ReadOutput(TableEntity row)
    {
        List<byte> output = [];
        for (int part = 0; row.GetBinary(OutputPart(part)) is { } bytes; part++)
        {
            output.AddRange(bytes);
        }

        return output.Count == 0 ? null : Encoding.UTF8.GetString([.. output]);
    }

    private static string OutputPart(int part) => string.Create(CultureInfo.InvariantCulture, $"{nameof(TaskAnswer.Output)}{part}");

    private static string Key(PendingTask task) => Convert.ToHexStringLower(
        SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{task.Instance.Length}:{task.Instance}{task.Event}"))));
}
