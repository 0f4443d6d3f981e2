namespace InventoryFunctions.Testing;

/// <summary>Waits for what will become true, in real time and not for ever.</summary>
public static class Eventually
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    /// <summary>The time a condition gets unless the test says otherwise. The default value is two minutes: far more than it takes on a busy build machine, so that it only ends what hangs.</summary>
    public static TimeSpan DefaultDeadline { get; } = TimeSpan.FromMinutes(2);

    /// <summary>Waits until the condition holds.</summary>
    /// <param name="condition">Asked every few milliseconds.</param>
    /// <param name="expectation">What was waited for, for the message.</param>
    /// <param name="deadline">How long; <see cref="DefaultDeadline"/> if null.</param>
    /// <exception cref="TimeoutException">It never held.</exception>
    public static Task HoldsAsync(Func<bool> condition, string expectation, TimeSpan? deadline = null) =>
        HoldsAsync(() => Task.FromResult(condition()), expectation, deadline);

    /// <inheritdoc cref="HoldsAsync(Func{bool}, string, TimeSpan?)"/>
    public static async Task HoldsAsync(Func<Task<bool>> condition, string expectation, TimeSpan? deadline = null)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (!await condition())
        {
            if (TimeProvider.System.GetElapsedTime(started) > (deadline ?? DefaultDeadline))
            {
                throw new TimeoutException($"Still not so: {expectation}.");
            }

            await Task.Delay(Pause, TimeProvider.System);
        }
    }
}
