using InventoryFunctions.Domain.Orders;

namespace InventoryFunctions.Orders;

/// <summary>
/// Orders that this process has just taken in over HTTP, and whose event has yet to come back to it. Such an order's claim need not be looked up, and it
/// can't be decided yet. Only a memory: an order that is not found here, because another process took it in or this one started anew, is looked up.
/// </summary>
public sealed class FreshOrders(TimeProvider clock)
{
    /// <summary>The most orders that are remembered; the oldest are forgotten first.</summary>
    public const int MaxOrders = 10_000;

    // Far less than the rows of an order's lines are kept, by which a second run finds the first one's answers.
    private static readonly TimeSpan Remembered = TimeSpan.FromHours(1);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, (Order Order, DateTimeOffset At)> _orders = new(StringComparer.Ordinal);
    private readonly Queue<string> _ids = new();

    /// <summary>Remembers an order that this process was the first to take in.</summary>
    public void Add(Order order)
    {
        lock (_gate)
        {
            if (_orders.TryAdd(order.OrderId, (order, clock.GetUtcNow())))
            {
                _ids.Enqueue(order.OrderId);
            }

            while (_ids.Count > MaxOrders)
            {
                _orders.Remove(_ids.Dequeue());
            }
        }
    }

    /// <summary>Whether <paramref name="order"/> is remembered as it is; true once, so that a second delivery of its event is looked up.</summary>
    public bool Take(Order order)
    {
        lock (_gate)
        {
            return _orders.Remove(order.OrderId, out (Order Order, DateTimeOffset At) fresh)
                && fresh.Order == order && clock.GetUtcNow() - fresh.At < Remembered;
        }
    }
}
