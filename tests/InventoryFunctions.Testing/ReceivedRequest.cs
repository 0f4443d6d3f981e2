using System.Text;

namespace InventoryFunctions.Testing;

/// <summary>A request that <see cref="StubEndpoint"/> has seen.</summary>
public sealed record ReceivedRequest(string Method, string PathAndQuery, IReadOnlyDictionary<string, string> Headers, byte[] Content)
{
    /// <summary>The content as text.</summary>
    public string Body { get; } = Encoding.UTF8.GetString(Content);
}
