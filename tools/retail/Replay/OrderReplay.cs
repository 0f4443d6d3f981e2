namespace InventoryFunctions.Retail.Replay;

/// <summary>Sends orders to a running system and follows each until it is decided.</summary>
public sealed class OrderReplay(OrdersClient system, TimeProvider time)
{
    /// <summary>How long an order may take from its acceptance to its decision.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan FirstLook = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(2);

    /// <summary>Replays <paramref name="orders"/>.</summary>
    public async Task<ReplayAccount> RunAsync(IReadOnlyList<RetailOrder> orders, ReplayOptions options, CancellationToken stop)
    {
        ReplayAccount account = new();
        long start = time.GetTimestamp();
        DateTime? first = orders.Min(order => order.PlacedAt);
        // In the order they were placed: an order that is not yet due holds up later ones only.
        ParallelOptions inFlight = new() { MaxDegreeOfParallelism = options.InFlight, CancellationToken = stop };
        await Parallel.ForEachAsync(orders, inFlight, async (order, cancelled) =>
        {
            if (options.Speed is { } speed && order.PlacedAt - first is { } offset)
            {
                await PauseAsync((offset / speed) - time.GetElapsedTime(start), cancelled);
            }

            account.Add(order, await AnswerAsync(order, options.Policy, cancelled));
        });
        return account;
    }

    private async Task<OrderAnswer> AnswerAsync(RetailOrder order, string policy, CancellationToken stop)
    {
        try
        {
            return await system.PlaceAsync(order, policy, stop) ?? await DecisionAsync(order.OrderId, stop);
        }
        catch (Exception failure) when (!stop.IsCancellationRequested && failure is HttpRequestException or TaskCanceledException)
        {
            return new OrderAnswer.Unknown(failure.Message);
        }
    }

    private async Task<OrderAnswer> DecisionAsync(string orderId, CancellationToken stop)
    {
        long accepted = time.GetTimestamp();
        for (TimeSpan pause = FirstLook; ; pause = pause * 1.5 < LongestPause ? pause * 1.5 : LongestPause)
        {
            await PauseAsync(pause, stop);
            if (await system.ReadAsync(orderId, stop) is { } decided)
            {
                return decided;
            }

            if (time.GetElapsedTime(accepted) > Patience)
            {
                return new OrderAnswer.Unknown($"accepted, and not decided within {Patience.TotalMinutes} minutes");
            }
        }
    }

    private async Task PauseAsync(TimeSpan pause, CancellationToken stop)
    {
        if (pause > TimeSpan.Zero)
        {
            await Task.Delay(pause, time, stop);
        }
    }
}
