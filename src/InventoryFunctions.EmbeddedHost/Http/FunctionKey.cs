using System.Security.Cryptography;
using System.Text;
using InventoryFunctions.EmbeddedHost.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace InventoryFunctions.EmbeddedHost.Http;

/// <summary>The one key of this host; without a configured key, every function is open, which is allowed on loopback only.</summary>
internal sealed class FunctionKey(Settings settings)
{
    public const string Demand = "This call needs the function key, in the header x-functions-key or the query parameter code.";

    private readonly byte[]? _hash = settings[Settings.FunctionKey] is { Length: > 0 } key ? Hash(key) : null;

    public bool IsConfigured => _hash is not null;

    public bool Admits(HttpRequest request, AuthorizationLevel level)
    {
        if (_hash is null || level == AuthorizationLevel.Anonymous)
        {
            return true;
        }

        var given = request.Headers["x-functions-key"].FirstOrDefault() ?? request.Query["code"].FirstOrDefault();
        return given is not null && CryptographicOperations.FixedTimeEquals(Hash(given), _hash);
    }

    // Hashes are of one length, so that the comparison takes the same time for keys of every length.
    private static byte[] Hash(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));
}
