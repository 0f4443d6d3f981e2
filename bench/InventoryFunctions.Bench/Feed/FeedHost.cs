using System.Collections.Concurrent;
using InventoryFunctions.BatchUpdates;
using InventoryFunctions.ChangeFeed;
using InventoryFunctions.Domain.Changes;
using InventoryFunctions.Domain.Inventory;
using InventoryFunctions.EmbeddedHost;
using InventoryFunctions.Storage;
using InventoryFunctions.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace InventoryFunctions.Bench.Feed;

/// <summary>The embedded host on an emulator of its own, with changes made right at the store.</summary>
internal sealed class FeedHost(EmbeddedApplication application, CheckWatch watch) : IAsyncDisposable
{
    private const int AtOnce = 16;

    private static readonly ChangeCause Cause = new(ChangeCauseKind.Request, "bench");

    private InventoryStore Store => application.Services.GetRequiredService<InventoryStore>();

    public static async Task<FeedHost> StartAsync(AzuriteServer azurite, bool processes)
    {
        CheckWatch watch = new();
        return new(
            await EmbeddedApplication.StartAsync(new EmbeddedHostOptions
            {
                Settings = new Dictionary<string, string?>
                {
                    ["AzureWebJobsStorage"] = azurite.ConnectionString,
                    [$"AzureWebJobs.{nameof(BatchUpdateTimer)}.Disabled"] = "true",
                    [$"AzureWebJobs.{nameof(ProcessChangeFeed)}.Disabled"] = processes ? "false" : "true",
                },
                MinimumLogLevel = LogLevel.Warning,
                ConfigureServices = watch.Attach,
            }),
            watch);
    }

    public Task CommitAsync(int sets, int lowEvery) => Parallel.ForAsync(
        0, sets, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, (i, cancellation) => new ValueTask(CommitAsync(i, low: i % lowEvery == lowEvery - 1, cancellation)));

    public Task ProcessAllAsync()
    {
        ChangeProcessing processing = application.Services.GetRequiredService<ChangeProcessing>();
        return Parallel.ForAsync(
            0,
            Store.ShardCount,
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce },
            (shard, cancellation) => new ValueTask(processing.ProcessAsync(shard, application.DurableTaskClient, cancellation)));
    }

    /// <exception cref="InvalidOperationException">Something still waits.</exception>
    public async Task CheckDrainedAsync()
    {
        ChangeFeedBacklog backlog = await application.Services.GetRequiredService<ChangeFeedSweep>().RunAsync(CancellationToken.None);
        if (backlog.Count > 0)
        {
            throw new InvalidOperationException($"{backlog.Count} change sets still wait.");
        }
    }

    /// <summary>Commits so many a second, whether the last are done or not, and answers how long each took until its check asked for more, in milliseconds.</summary>
    public async Task<IReadOnlyCollection<double>> CommitAndWaitAsync(int sets, int perSecond)
    {
        ConcurrentBag<double> delays = [];
        List<Task> changes = [];
        using PeriodicTimer tick = new(TimeSpan.FromSeconds(1.0 / perSecond));
        for (int i = 0; i < sets && await tick.WaitForNextTickAsync(); i++)
        {
            changes.Add(MeasureAsync(i));
        }

        await Task.WhenAll(changes).WaitAsync(TimeSpan.FromMinutes(2));
        return delays;

        async Task MeasureAsync(int i)
        {
            Task<long> requested = watch.RequestedAsync(ItemId(i));
            await CommitAsync(i, low: true, CancellationToken.None);
            long committed = TimeProvider.System.GetTimestamp();
            delays.Add(Math.Max(0, TimeProvider.System.GetElapsedTime(committed, await requested).TotalMilliseconds));
        }
    }

    public ValueTask DisposeAsync() => application.DisposeAsync();

    private static string ItemId(int i) => $"bench-{i}";

    private async Task CommitAsync(int i, bool low, CancellationToken cancellationToken)
    {
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        InventoryItem item = new()
        {
            ItemId = ItemId(i), Name = "Bench", Category = "Bench", Price = 19.99m, Stock = low ? 5 : 500, Threshold = 10, MinPurchaseQuantity = 50, Version = 1, LastUpdated = now,
        };
        if (await Store.CommitAsync(Store.ShardOf(item.ItemId), [new PlannedChange(null, item)], Cause, now, cancellationToken) is not CommitResult.Committed)
        {
            throw new InvalidOperationException($"Item {item.ItemId} is there already.");
        }
    }
}
