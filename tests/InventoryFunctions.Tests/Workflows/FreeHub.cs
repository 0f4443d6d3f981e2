using InventoryFunctions.EmbeddedHost.Durable;
using InventoryFunctions.Testing;

namespace InventoryFunctions.Tests.Workflows;

/// <summary>The task hub of hosts that run on the same storage, one after the other.</summary>
internal static class FreeHub
{
    /// <summary>
    /// Starts a host once the hub is free. One that ended before it could give its lease back, having been killed or stopped in the midst of something, leaves
    /// it to run out within a minute.
    /// </summary>
    public static async Task<T> StartAsync<T>(Func<Task<T>> start)
        where T : class
    {
        T? started = null;
        await Eventually.HoldsAsync(
            async () =>
            {
                try
                {
                    started = await start();
                    return true;
                }
                catch (HubInUseException)
                {
                    return false;
                }
            },
            "the task hub is free");
        return started!;
    }
}
