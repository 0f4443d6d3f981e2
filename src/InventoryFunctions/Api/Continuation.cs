using System.Buffers.Text;
using System.Text.Json;

namespace InventoryFunctions.Api;

/// <summary>Opaque places in a list: what a store needs to go on, unreadable enough that nobody builds one by hand.</summary>
public static class Continuation
{
    private const string Field = "continuation";
    private const string Rule = "must be the continuation of the page before, unchanged and of the same list";

    /// <summary>The token for <paramref name="place"/>.</summary>
    public static string Encode<T>(T place) => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(place, ApiJson.Options));

    /// <summary>The place that <paramref name="token"/> stands for, default where it is null.</summary>
    /// <exception cref="ApiException">400: the token is not one of this list.</exception>
    public static T? Decode<T>(string? token)
    {
        if (token is null)
        {
            return default;
        }

        try
        {
            return JsonSerializer.Deserialize<T>(Base64Url.DecodeFromChars(token), ApiJson.Options);
        }
        catch (Exception malformed) when (malformed is FormatException or JsonException)
        {
            throw Malformed();
        }
    }

    /// <summary>The refusal of a continuation that a list does not know.</summary>
    public static ApiException Malformed() => new(ApiProblem.Invalid(Field, Rule));
}
