namespace InventoryFunctions.Retail.Replay;

/// <summary>The command <c>replay</c>.</summary>
internal static class ReplayCommand
{
    private const int ProductsLookedAt = 20;

    public static async Task<int> RunAsync(ReplayOptions options, CancellationToken stop)
    {
        using StreamReader file = new(options.File);
        IReadOnlyList<RetailOrder> orders = RetailOrder.Of(RetailFile.Read(file));
        using HttpClient http = new() { BaseAddress = options.Address };
        if (Environment.GetEnvironmentVariable(OrdersClient.FunctionKeyVariable) is { Length: > 0 } key)
        {
            http.DefaultRequestHeaders.Add("x-functions-key", key);
        }

        OrdersClient system = new(http, TimeProvider.System);
        try
        {
            await system.CheckHealthAsync(stop);
        }
        catch (HttpRequestException absent)
        {
            throw new InvalidDataException($"no system at {options.Address} that could take orders: {absent.Message} Start one with `dotnet run dev.cs up`, or name it with --address.", absent);
        }

        await LookForCatalogueAsync(system, orders, stop);
        Console.WriteLine($"{orders.Count} orders to {options.Address}, {(options.Speed is { } speed ? $"at {speed} times the speed they were placed" : $"{options.InFlight} in flight")}");
        long start = TimeProvider.System.GetTimestamp();
        ReplayAccount account = await new OrderReplay(system, TimeProvider.System).RunAsync(orders, options, stop);
        ReplayReport.Write(account, TimeProvider.System.GetElapsedTime(start).TotalSeconds, Console.Out);
        return account.Problems.Count == 0 ? 0 : 1;
    }

    /// <summary>Only says so: a replay against an empty inventory is a proof too.</summary>
    private static async Task LookForCatalogueAsync(OrdersClient system, IReadOnlyList<RetailOrder> orders, CancellationToken stop)
    {
        string[] products = [.. orders.SelectMany(order => order.Lines).Where(line => line.Quantity > 0).Select(line => line.ProductId).Distinct().Take(ProductsLookedAt)];
        int known = 0;
        foreach (string product in products)
        {
            known += await system.HasItemAsync(product, stop) ? 1 : 0;
        }

        Console.WriteLine($"catalogue: the inventory has {known} of the first {products.Length} products ordered{(known == 0 ? "; import it first (README), or every line will be unavailable" : "")}");
    }
}
