using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace InventoryFunctions.Api;

/// <summary>Opaque places in a list: what a store needs to go on, unreadable enough that nobody builds one by hand.</summary>
public static class Continuation
{
    private const string Field = "continuation";
    private const string Rule = "must be the continuation of the page before, unchanged and of the same list";

    // Of a hash, so many hexadecimal digits tell lists apart.
    private const int MarkLength = 16;

    /// <summary>The token for <paramref name="place"/> in <paramref name="list"/>.</summary>
    public static string Encode<T>(string list, T place) =>
        Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(new Token<T>(MarkOf(list), place), ApiJson.Options));

    /// <summary>The place in <paramref name="list"/> that <paramref name="token"/> stands for, default where it is null.</summary>
    /// <exception cref="ApiException">400: the token is not one of this list.</exception>
    public static T? Decode<T>(string list, string? token)
    {
        if (token is null)
        {
            return default;
        }

        try
        {
            return JsonSerializer.Deserialize<Token<T>>(Base64Url.DecodeFromChars(token), ApiJson.Options) is { } read && read.List == MarkOf(list)
                ? read.Place
                : throw Malformed();
        }
        catch (Exception malformed) when (malformed is FormatException or JsonException)
        {
            throw Malformed();
        }
    }

    /// <summary>The refusal of a continuation that a list does not know.</summary>
    public static ApiException Malformed() => new(ApiProblem.Invalid(Field, Rule));

    private static string MarkOf(string list) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(list)))[..MarkLength];

    private sealed record Token<T>(string List, T Place);
}
