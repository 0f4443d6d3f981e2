using System.Globalization;
using System.Text.Json;
using Azure.Data.Tables;
using InventoryFunctions.Domain.Changes;

namespace InventoryFunctions.Storage;

/// <summary>A change set as a row of table Inventory, packed over as many binary properties as it takes: Data0, Data1, …</summary>
internal static class ChangeRow
{
    private const string DataPrefix = "Data";

    /// <summary>The row, or null where the set does not fit an entity.</summary>
    public static TableEntity? Write(string partition, ChangeSet set, TableLimits limits)
    {
        byte[] packed = ChangeSetPacking.Pack(set);
        if (packed.Length > limits.EntityBytes - OverheadBytes(packed.Length, limits))
        {
            return null;
        }

        TableEntity row = new(partition, InventoryKeys.ChangeRow(set.Id));
        for (int start = 0, part = 0; start < packed.Length; start += limits.BinaryPropertyBytes, part++)
        {
            row[Property(part)] = packed.Length <= limits.BinaryPropertyBytes
                ? packed
                : packed[start..Math.Min(start + limits.BinaryPropertyBytes, packed.Length)];
        }

        return row;
    }

    /// <exception cref="InvalidDataException">The row holds no change set.</exception>
    public static ChangeSet Read(TableEntity row)
    {
        List<byte> packed = [];
        for (int part = 0; row.TryGetValue(Property(part), out object? data); part++)
        {
            packed.AddRange(data switch
            {
                byte[] bytes => bytes,
                BinaryData bytes => bytes.ToArray(),
                _ => throw new InvalidDataException($"Change row {row.RowKey} holds no bytes."),
            });
        }

        return ChangeSetPacking.Unpack([.. packed]);
    }

    /// <summary>The change set in a row whose key says that it is <paramref name="id"/>, or none where the row can't be read or holds another.</summary>
    public static JournalEntry ReadEntry(TableEntity row, string id)
    {
        if (!Guid.TryParseExact(id, "N", out Guid key) || key.Version != 7)
        {
            return new JournalEntry(JournalEntry.NoId, null);
        }

        try
        {
            return new JournalEntry(key, Read(row) is { } set && set.Id == key ? set : null);
        }
        catch (Exception unreadable) when (unreadable is InvalidDataException or JsonException or InvalidOperationException)
        {
            return new JournalEntry(key, null);
        }
    }

    /// <summary>Whether a property of a row holds a part of the change set.</summary>
    public static bool IsData(string property) => property.StartsWith(DataPrefix, StringComparison.Ordinal);

    /// <summary>How much the parts of the change set take in a request: bytes travel as base64.</summary>
    public static long SentBytes(TableEntity row) => row.Where(property => IsData(property.Key)).Sum(property => property.Value switch
    {
        byte[] bytes => 4L * (bytes.Length + 2) / 3,
        BinaryData bytes => 4L * (bytes.ToMemory().Length + 2) / 3,
        _ => 0,
    });

    // Keys, names of the properties and 8 bytes each, generously: see "understanding the table service data model".
    private static int OverheadBytes(int length, TableLimits limits) => 1024 + (64 * (1 + (length / limits.BinaryPropertyBytes)));

    private static string Property(int part) => string.Create(CultureInfo.InvariantCulture, $"{DataPrefix}{part}");
}
