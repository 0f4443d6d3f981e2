using System.Text.Json;
using Azure.Data.Tables;
using InventoryFunctions.Poison;
using InventoryFunctions.Storage;

namespace InventoryFunctions.ChangeFeed;

/// <summary>A change set that could not be processed, as a row beside the items of its shard: the row it was, with the reason.</summary>
internal static class SetAsideChange
{
    public const string Reason = nameof(PoisonMessage.Reason);
    public const string Attempts = nameof(PoisonMessage.Attempts);
    public const string FirstFailedAt = nameof(PoisonMessage.FirstFailedAt);
    public const string LastFailedAt = nameof(PoisonMessage.LastFailedAt);

    // In characters. A change row leaves a kilobyte of an entity's mebibyte free.
    private const int MaxReason = 200;

    /// <summary>The row key that takes the place of a change row's.</summary>
    public static string KeyOf(string changeRowKey) => InventoryKeys.SetAsidePrefix + changeRowKey[InventoryKeys.ChangePrefix.Length..];

    /// <summary>The change row's key again.</summary>
    public static string ChangeKeyOf(string setAsideKey) => InventoryKeys.ChangePrefix + setAsideKey[InventoryKeys.SetAsidePrefix.Length..];

    /// <summary>What the row gets besides the change set.</summary>
    public static Dictionary<string, object?> Properties(ChangeFailure failure) => new(StringComparer.Ordinal)
    {
        [Reason] = failure.Reason[..Math.Min(failure.Reason.Length, MaxReason)],
        [Attempts] = failure.Attempts,
        [FirstFailedAt] = failure.FirstFailedAt,
        [LastFailedAt] = failure.LastFailedAt,
    };

    /// <summary>As the calls under <c>/poison</c> show it: the change set in JSON, or its bytes in base64 where it can't be read.</summary>
    public static PoisonMessage Read(TableEntity row) => new()
    {
        Id = $"{row.PartitionKey}:{row.RowKey[InventoryKeys.SetAsidePrefix.Length..]}",
        Body = Body(row),
        Reason = row.GetString(Reason) ?? "",
        Attempts = row.GetInt32(Attempts) ?? 0,
        FirstFailedAt = row.GetDateTimeOffset(FirstFailedAt).GetValueOrDefault(),
        LastFailedAt = row.GetDateTimeOffset(LastFailedAt).GetValueOrDefault(),
    };

    private static string Body(TableEntity row)
    {
        try
        {
            return JsonSerializer.Serialize(ChangeRow.Read(row), ChangeSetJson.Default.ChangeSet);
        }
#pragma warning disable CA1031 // Whatever is wrong with it: this is the place where such rows are shown.
        catch (Exception)
#pragma warning restore CA1031
        {
            return string.Join(' ', row.Where(property => ChangeRow.IsData(property.Key)).Select(property => property.Value switch
            {
                byte[] bytes => Convert.ToBase64String(bytes),
                BinaryData bytes => Convert.ToBase64String(bytes.ToMemory().Span),
                var other => other?.ToString(),
            }));
        }
    }
}
