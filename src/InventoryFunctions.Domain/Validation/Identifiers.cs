using System.Diagnostics.CodeAnalysis;

namespace InventoryFunctions.Domain.Validation;

/// <summary>
/// The rule for ids that become storage keys (items, orders): 1 to 128 characters of any script, without control characters, half of a surrogate pair (no
/// UTF-8 can hold one) and the characters <c>/ \ # ?</c>, which Table Storage refuses in keys. Ids also stand in addresses, where <c>.</c> and <c>..</c> mean
/// folders, and where web servers leave an escaped slash, <c>%2F</c>, as it is: an id can't be told apart from one with a slash.
/// </summary>
public static class Identifiers
{
    /// <summary>The longest id, in characters; one beyond U+FFFF, such as an emoji, counts as the two that it is stored as.</summary>
    public const int MaxLength = 128;

    private const string RefusedCharacters = "/\\#?";
    private const string EscapedSlash = "%2F";

    /// <summary>The rule in words.</summary>
    public static string Rule { get; } = $"must be 1 to {MaxLength} characters without control characters, halves of surrogate pairs, {EscapedSlash} or any of / \\ # ?, and neither . nor ..";

    /// <summary>Whether <paramref name="id"/> may be used as an id.</summary>
    public static bool IsValid([NotNullWhen(true)] string? id) =>
        id is { Length: > 0 and <= MaxLength } && !id.Any(c => char.IsControl(c) || RefusedCharacters.Contains(c))
        && (!id.Any(char.IsSurrogate) || string.Concat(id.EnumerateRunes()) == id) // Half of a pair comes out as U+FFFD.
        && !id.Contains(EscapedSlash, StringComparison.OrdinalIgnoreCase)
        && id is not ("." or "..");

    /// <summary>The rule that <paramref name="id"/> breaks, or null.</summary>
    public static BrokenRule? Check(string field, string? id) => IsValid(id) ? null : new BrokenRule(field, Rule);
}
