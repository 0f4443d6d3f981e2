using System.Buffers.Text;
using System.Globalization;
using System.Text;
using InventoryFunctions.Domain.Validation;

namespace InventoryFunctions.Storage;

/// <summary>Where a list of items goes on: in which shard, after which item of it.</summary>
internal readonly record struct ListPosition(int Shard, string? AfterItemId)
{
    private const char Separator = ':';

    /// <summary>The position as an opaque text that is safe in a URL.</summary>
    public string ToContinuation() =>
        Base64Url.EncodeToString(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{Shard}{Separator}{AfterItemId}")));

    /// <exception cref="FormatException">The text is no continuation of ours.</exception>
    public static ListPosition Parse(string? continuation, int shardCount)
    {
        if (continuation is null)
        {
            return default;
        }

        string text = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(continuation));
        int separator = text.IndexOf(Separator, StringComparison.Ordinal);
        string after = separator < 0 ? "" : text[(separator + 1)..];
        return separator > 0
            && int.TryParse(text[..separator], NumberStyles.None, CultureInfo.InvariantCulture, out int shard)
            && shard < shardCount
            && (after.Length == 0 || Identifiers.IsValid(after))
                ? new ListPosition(shard, after.Length == 0 ? null : after)
                : throw new FormatException("The continuation is none that a list of items answered.");
    }
}
