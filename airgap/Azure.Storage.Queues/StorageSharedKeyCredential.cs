using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Azure.Core;
using Azure.Core.Pipeline;

namespace Azure.Storage;

public class StorageSharedKeyCredential
{
    private byte[] key;

    public StorageSharedKeyCredential(string accountName, string accountKey)
    {
        ArgumentNullException.ThrowIfNull(accountName);
        AccountName = accountName;
        SetAccountKey(accountKey);
    }

    public string AccountName { get; }
    public void SetAccountKey(string accountKey) => Volatile.Write(ref key, Convert.FromBase64String(accountKey));
    internal string Sign(string text) => Convert.ToBase64String(HMACSHA256.HashData(Volatile.Read(ref key), Encoding.UTF8.GetBytes(text)));
}

/// <summary>Signs each attempt with "Shared Key", the scheme of the Blob, Queue and File services.</summary>
internal sealed class SharedKeyPolicy(StorageSharedKeyCredential credential, TimeProvider time) : HttpPipelineSynchronousPolicy
{
    private static readonly string[] SignedHeaders =
    [
        "Content-MD5", "Content-Type", "Date", "If-Modified-Since", "If-Match", "If-None-Match", "If-Unmodified-Since", "Range",
    ];

    public override void OnSendingRequest(HttpMessage message)
    {
        var request = message.Request;
        request.Headers.SetValue("x-ms-date", time.GetUtcNow().ToString("r", CultureInfo.InvariantCulture));
        var text = new StringBuilder().Append(request.Method.Method).Append("\n\n\n")
            .Append(request.Content?.TryComputeLength(out var length) == true && length > 0 ? length.ToString(CultureInfo.InvariantCulture) : "").Append('\n');
        foreach (var name in SignedHeaders)
        {
            text.Append(request.Headers.TryGetValue(name, out var value) ? value : "").Append('\n');
        }

        var own = request.Headers.Select(header => (Name: header.Name.ToLowerInvariant(), header.Value))
            .Where(header => header.Name.StartsWith("x-ms-", StringComparison.Ordinal)).OrderBy(header => header.Name, StringComparer.Ordinal);
        foreach (var (name, value) in own)
        {
            text.Append(name).Append(':').Append(value).Append('\n');
        }

        var uri = request.Uri.ToUri();
        text.Append('/').Append(credential.AccountName).Append(uri.AbsolutePath);
        var parameters = uri.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries).Select(part => part.Split('=', 2));
        foreach (var parameter in parameters.OrderBy(parameter => parameter[0], StringComparer.Ordinal))
        {
            text.Append('\n').Append(parameter[0].ToLowerInvariant()).Append(':').Append(parameter.Length > 1 ? Uri.UnescapeDataString(parameter[1]) : "");
        }

        request.Headers.SetValue("Authorization", $"SharedKey {credential.AccountName}:{credential.Sign(text.ToString())}");
    }
}
