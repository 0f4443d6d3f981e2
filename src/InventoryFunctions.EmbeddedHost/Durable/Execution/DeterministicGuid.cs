using System.Security.Cryptography;
using System.Text;

namespace InventoryFunctions.EmbeddedHost.Durable.Execution;

/// <summary>Name-based GUIDs (RFC 4122, version 5): the same name gives the same GUID, on every replay.</summary>
internal static class DeterministicGuid
{
    // The name space the Durable SDK uses.
    private static readonly Guid NameSpace = new("9e952958-5e33-4daf-827f-2fa12937b875");

    public static Guid From(string name)
    {
        var bytes = new byte[16 + Encoding.UTF8.GetByteCount(name)];
        NameSpace.TryWriteBytes(bytes, bigEndian: true, out _);
        Encoding.UTF8.GetBytes(name, bytes.AsSpan(16));

#pragma warning disable CA5350 // Version 5 is defined on SHA-1; nothing is protected by it.
        var hash = SHA1.HashData(bytes).AsSpan(0, 16);
#pragma warning restore CA5350
        hash[6] = (byte)((hash[6] & 0x0F) | 0x50);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash, bigEndian: true);
    }
}
