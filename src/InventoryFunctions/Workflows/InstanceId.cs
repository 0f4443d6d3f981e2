using System.Security.Cryptography;
using System.Text;

namespace InventoryFunctions.Workflows;

/// <summary>Makes instance ids of orchestrations from ids that others choose, such as those of orders and items.</summary>
/// <remarks>Changing how one is made loses sight of the instances that run.</remarks>
public static class InstanceId
{
    /// <summary>
    /// The most characters of an instance id
    /// (https://learn.microsoft.com/azure/azure-functions/durable/durable-functions-instance-management). Ids of orders and items have up to 128, of any script.
    /// </summary>
    public const int MaxLength = 100;

    /// <summary>The longest prefix: what a hash leaves room for.</summary>
    public const int MaxPrefixLength = MaxLength - HashLength - 2;

    private const char Separator = '_';
    private const char BeforeHash = '~';
    private const int HashLength = 2 * SHA256.HashSizeInBytes;
    private const string RefusedCharacters = "/\\#?";

    /// <summary>
    /// The instance id of <paramref name="ids"/>: <c>{prefix}_{id}_{id}</c> where that is one, and otherwise <c>{prefix}_{beginning}~{hash}</c>, with the
    /// ids' beginning as far as it can be read, and the SHA-256 of all of them. Other ids, as many, make another instance id.
    /// </summary>
    /// <param name="prefix">What the orchestration does: 1 to <see cref="MaxPrefixLength"/> letters, digits and underscores.</param>
    /// <param name="ids">Ids of any length and script; always as many with one prefix.</param>
    /// <exception cref="ArgumentException">The prefix is none, or there is no id.</exception>
    public static string Of(string prefix, params IReadOnlyList<string> ids)
    {
        if (prefix.Length is 0 or > MaxPrefixLength || !prefix.All(character => char.IsAsciiLetterOrDigit(character) || character == Separator) || ids.Count == 0)
        {
            throw new ArgumentException($"An instance id is a prefix of 1 to {MaxPrefixLength} letters, digits and underscores, and ids.", nameof(prefix));
        }

        string readable = $"{prefix}{Separator}{string.Join(Separator, ids)}";
        return readable.Length <= MaxLength && readable.All(IsAllowed) && !IsAmbiguous(ids) ? readable : Hashed(prefix, ids);
    }

    // Which id ends where is not seen where one holds a separator, nor that it is no hash where one looks like it.
    private static bool IsAmbiguous(IReadOnlyList<string> ids) =>
        ids.SkipLast(1).Any(id => id.Contains(Separator)) || (ids[^1].Length >= HashLength && string.Concat(ids).Contains(BeforeHash));

    private static string Hashed(string prefix, IReadOnlyList<string> ids)
    {
        string distinct = string.Concat(ids.Select(id => FormattableString.Invariant($"{id.Length}:{id}")));
        string hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(distinct)));
        int room = MaxLength - prefix.Length - HashLength - 2;
        string beginning = string.Concat(string.Join(Separator, ids).Where(IsAllowed).Take(room));
        return $"{prefix}{Separator}{beginning}{BeforeHash}{hash}";
    }

    // Printable ASCII, without what keys of Table Storage may not hold.
    private static bool IsAllowed(char character) => character is >= ' ' and <= '~' && !RefusedCharacters.Contains(character);
}
