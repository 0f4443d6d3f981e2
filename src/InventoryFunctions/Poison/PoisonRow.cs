using System.Security.Cryptography;
using Azure;
using Azure.Data.Tables;

namespace InventoryFunctions.Poison;

/// <summary>A row of table PoisonMessages: PartitionKey is the queue, RowKey the SHA-256 of the body.</summary>
/// <param name="Message">What is known of the message.</param>
/// <param name="Poisoned">Whether it is in the poison queue, or on its way there.</param>
/// <param name="ETag">The row's ETag; default for one that is not stored yet.</param>
internal sealed record PoisonRow(PoisonMessage Message, bool Poisoned, ETag ETag = default)
{
    /// <summary>The row key of a message with <paramref name="body"/>.</summary>
    public static string KeyOf(BinaryData body) => Convert.ToHexStringLower(SHA256.HashData(body.ToMemory().Span));

    /// <summary>The stored form.</summary>
    public TableEntity ToEntity(string queue) => new(queue, Message.Id)
    {
        // Binary, because a text property holds 32 Ki characters only, and a message up to 64 KiB.
        [nameof(PoisonMessage.Body)] = BinaryData.FromString(Message.Body).ToArray(),
        [nameof(PoisonMessage.Reason)] = Message.Reason,
        [nameof(PoisonMessage.Attempts)] = Message.Attempts,
        [nameof(PoisonMessage.FirstFailedAt)] = Message.FirstFailedAt,
        [nameof(PoisonMessage.LastFailedAt)] = Message.LastFailedAt,
        [nameof(Poisoned)] = Poisoned,
    };

    /// <summary>Reads the stored form.</summary>
    public static PoisonRow Read(TableEntity row) => new(
        new PoisonMessage
        {
            Id = row.RowKey,
            Body = BinaryData.FromBytes(row.GetBinary(nameof(PoisonMessage.Body))).ToString(),
            Reason = row.GetString(nameof(PoisonMessage.Reason)),
            Attempts = row.GetInt64(nameof(PoisonMessage.Attempts)) ?? 0,
            FirstFailedAt = row.GetDateTimeOffset(nameof(PoisonMessage.FirstFailedAt)) ?? default,
            LastFailedAt = row.GetDateTimeOffset(nameof(PoisonMessage.LastFailedAt)) ?? default,
        },
        row.GetBoolean(nameof(Poisoned)) ?? false,
        row.ETag);
}
