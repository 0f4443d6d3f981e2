using System.Net;
using System.Net.Sockets;

namespace InventoryFunctions.Dev;

/// <summary>The ports of 127.0.0.1, the only address that anything here listens on.</summary>
internal static class LoopbackPort
{
    public static bool IsFree(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
