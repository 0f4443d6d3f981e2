namespace InventoryFunctions.Tests.Orders;

/// <summary>Says what goes wrong.</summary>
internal sealed class Chance(int seed, int percent)
{
    private readonly Random _random = new(seed);
    private volatile int _percent = percent;

    /// <summary>Whether this one goes wrong.</summary>
    public bool Strikes()
    {
        lock (_random)
        {
            return _random.Next(100) < _percent;
        }
    }

    /// <summary>One of so many ways.</summary>
    public int OneOf(int ways)
    {
        lock (_random)
        {
            return _random.Next(ways);
        }
    }

    /// <summary>From here on nothing goes wrong.</summary>
    public void End() => _percent = 0;
}
