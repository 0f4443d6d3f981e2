using System.Buffers.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace InventoryFunctions.Callbacks;

/// <summary>
/// Signs tokens and reads them back: <c>v1.{payload}.{signature}</c>, both in base64url, the signature HMAC-SHA-256 over what stands before it. A token says
/// everything about itself and nothing is stored, so whether what it allows was done already is for its reader to know.
/// </summary>
public sealed class TaskTokens
{
    /// <summary>The most characters of a token. A longer text is not even looked at.</summary>
    public const int MaxLength = 2048;

    private const string Version = "v1.";

    private readonly SigningKeys _keys;
    private readonly TimeProvider _clock;

    internal TaskTokens(SigningKeys keys, TimeProvider clock)
    {
        _keys = keys;
        _clock = clock;
    }

    /// <summary>The text of <paramref name="token"/>: letters, digits, <c>-</c>, <c>_</c> and <c>.</c> only, so that it stands in addresses as it is.</summary>
    /// <exception cref="ArgumentException">The token has more than <see cref="MaxLength"/> characters.</exception>
    public string Sign(TaskToken token)
    {
        Payload payload = new(token.Instance, token.Event, token.Purpose, token.ExpiresAt.ToUnixTimeMilliseconds(), token.Audience);
        string signed = Version + Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(payload));
        string text = $"{signed}.{_keys.Sign(signed)}";
        return text.Length <= MaxLength ? text : throw new ArgumentException($"A token has at most {MaxLength} characters.", nameof(token));
    }

    /// <summary>What <paramref name="text"/> is: the signature is compared in constant time, and only what is signed is looked at.</summary>
    /// <param name="text">A text from outside, or null.</param>
    /// <param name="purpose">What the token must be for.</param>
    public TaskTokenReading Read(string? text, string purpose)
    {
        if (Verified(text) is not { } payload || payload.Purpose != purpose)
        {
            return new TaskTokenReading.Forged();
        }

        TaskToken token = new()
        {
            Instance = payload.Instance,
            Event = payload.Event,
            Purpose = payload.Purpose,
            ExpiresAt = DateTimeOffset.FromUnixTimeMilliseconds(payload.ExpiresAt),
            Audience = payload.Audience,
        };
        return _clock.GetUtcNow() < token.ExpiresAt ? new TaskTokenReading.Valid(token) : new TaskTokenReading.Expired(token);
    }

    private Payload? Verified(string? text)
    {
        if (text is not { Length: <= MaxLength } || !text.StartsWith(Version, StringComparison.Ordinal))
        {
            return null;
        }

        // The text itself is signed, not what it decodes to: base64 writes the same bytes in several ways, and only ours is good.
        int end = text.LastIndexOf('.');
        return end > Version.Length && _keys.IsSignature(text[..end], text[(end + 1)..])
            ? JsonSerializer.Deserialize<Payload>(Base64Url.DecodeFromChars(text.AsSpan()[Version.Length..end]))
            : null;
    }

    // Short names: mail programs break long links. Changing them makes links that are out worthless.
    private sealed record Payload(
        [property: JsonPropertyName("i")] string Instance,
        [property: JsonPropertyName("e")] string Event,
        [property: JsonPropertyName("p")] string Purpose,
        [property: JsonPropertyName("x")] long ExpiresAt,
        [property: JsonPropertyName("a"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Audience);
}
