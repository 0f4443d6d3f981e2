using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace InventoryFunctions.Callbacks;

/// <summary>The key that signs, and those whose signatures are good.</summary>
internal sealed class SigningKeys
{
    private readonly byte[] _current;
    private readonly byte[]? _previous;

    public SigningKeys(IOptions<CallbackOptions> options, ILogger<SigningKeys> logger)
    {
        // The validator let an empty key pass in development only, and no other that can't be read.
        if (options.Value.SigningKey is { Length: > 0 } key)
        {
            _current = CallbackOptions.ReadKey(key)!;
        }
        else
        {
            _current = RandomNumberGenerator.GetBytes(CallbackOptions.MinKeyBytes);
            logger.KeyOfThisProcess(CallbackOptions.SigningKeySetting);
        }

        _previous = options.Value.PreviousSigningKey is { Length: > 0 } previous ? CallbackOptions.ReadKey(previous) : null;
    }

    /// <summary>The signature of a text, in base64url.</summary>
    public string Sign(string text) => Sign(_current, text);

    /// <summary>Whether somebody with one of the keys signed the text; takes the same time whichever character is wrong.</summary>
    public bool IsSignature(string text, string signature)
    {
        byte[] given = Encoding.UTF8.GetBytes(signature);
        bool current = Matches(_current, text, given);
        bool previous = _previous is not null && Matches(_previous, text, given);
        return current | previous;
    }

    private static bool Matches(byte[] key, string text, byte[] given) => CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(Sign(key, text)), given);

    private static string Sign(byte[] key, string text) => Base64Url.EncodeToString(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text)));
}
