using Microsoft.Azure.Functions.Worker;

namespace InventoryFunctions.Orders;

/// <summary>Ticks each minute; whether an order is due is the stored schedule's business.</summary>
public sealed class OrderGeneratorTimer(OrderGenerator generator)
{
    private const string EveryMinute = "0 * * * * *";

    /// <summary>The timer function.</summary>
    [Function(nameof(OrderGeneratorTimer))]
    public Task RunAsync([TimerTrigger(EveryMinute)] TimerInfo timer, CancellationToken cancellationToken) => generator.TickAsync(cancellationToken);
}
