using Azure.Storage.Queues.Models;
using InventoryFunctions.Events;
using InventoryFunctions.Poison;
using InventoryFunctions.Storage;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace InventoryFunctions.ChangeFeed;

/// <summary>Processes the shards that a message of queue <c>change-feed</c> names (parity B7).</summary>
public sealed class ProcessChangeFeed(ChangeProcessing processing, InventoryStore store, PoisonMessages poison, ILogger<ProcessChangeFeed> logger)
{
    private const int ShardsAtOnce = 8;

    /// <summary>
    /// The queue function. What fails is delivered again, and at last left to the sweep: a nudge is worth no poison message. What is no nudge is kept in the
    /// poison queue, for it is somebody's.
    /// </summary>
    [Function(nameof(ProcessChangeFeed))]
    public async Task RunAsync(
        [QueueTrigger(QueueNames.ChangeFeed)] QueueMessage message, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken)
    {
        if (ChangeFeedMessage.Read(message.Body, store.ShardCount) is not { } shards)
        {
            InvalidEventException refusal = new(
                "message", FormattableString.Invariant($"must be the shards whose changes wait, such as {{\"shards\":[7,12]}}, each from 0 to {store.ShardCount - 1}"));
            await poison.RefuseAsync(QueueNames.ChangeFeed, message, message.Body, refusal, cancellationToken);
            return;
        }

        ParallelOptions atOnce = new() { MaxDegreeOfParallelism = ShardsAtOnce, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(shards, atOnce, async (shard, cancellation) =>
        {
            try
            {
                await processing.ProcessAsync(shard, client, cancellation);
            }
            catch (Exception failure) when (message.DequeueCount >= EventQueue.MaxDequeueCount && !cancellation.IsCancellationRequested)
            {
                logger.NotProcessed(failure, shard);
            }
        });
    }
}
