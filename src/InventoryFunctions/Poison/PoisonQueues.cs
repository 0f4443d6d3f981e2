using Azure;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using InventoryFunctions.Events;
using InventoryFunctions.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace InventoryFunctions.Poison;

/// <summary>What lies in the poison queues: lists it with the reasons, and puts it back.</summary>
public sealed class PoisonQueues(
    PoisonStore store, PoisonMessages messages, QueueServiceClient service, TimeProvider clock, ILogger<PoisonQueues> logger)
{
    /// <summary>The most messages that one call puts back.</summary>
    public const int MaxRedriven = 1_000;

    /// <summary>The reason of a message that no attempt left one for: its function timed out, or died with its host.</summary>
    public const string UnknownReason = "unknown: the function never came to an end, or its end could not be noted; the log may tell";

    // Longer than putting back a batch takes; if this process dies meanwhile, the rest is visible again after it.
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(1);

    // The reason is noted before the message gets into the poison queue: what was noted lately may be on its way there.
    private static readonly TimeSpan OnItsWay = TimeSpan.FromMinutes(5);

    /// <summary>The messages in the poison queue of <paramref name="queue"/>, by id.</summary>
    /// <param name="queue">The queue they came from.</param>
    /// <param name="pageSize">The most entries of the page, 1 to 1,000.</param>
    /// <param name="continuation">What the page before said, or null for the first.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<ListPage<PoisonMessage>> ListAsync(string queue, int pageSize, string? continuation, CancellationToken cancellationToken)
    {
        if (continuation is null)
        {
            await NoteUnknownAsync(queue, cancellationToken);
        }

        return await store.ListAsync(queue, pageSize, continuation, cancellationToken);
    }

    /// <summary>Puts what is in the poison queue now back on <paramref name="queue"/>, up to <see cref="MaxRedriven"/>; each arrives at least once.</summary>
    public async Task<RedriveAnswer> RedriveAsync(string queue, CancellationToken cancellationToken)
    {
        QueueClient poison = service.GetQueueClient(QueueNames.PoisonOf(queue));
        QueueClient target = service.GetQueueClient(queue);
        DateTimeOffset started = clock.GetUtcNow();

        // Counted beforehand: what fails again at once must not go round within this call. The count is never too low (limit of the platform).
        int waiting = await CountAsync(poison, cancellationToken);
        int most = Math.Min(waiting, MaxRedriven);
        int redriven = 0;
        while (redriven < most)
        {
            QueueMessage[] batch = await poison.ReceiveMessagesAsync(Math.Min(QueueLimits.MessagesAtOnce, most - redriven), Lease, cancellationToken);
            if (batch.Length == 0)
            {
                waiting = redriven;
                break;
            }

            await Task.WhenAll(batch.Select(message => PutBackAsync(queue, poison, target, message, cancellationToken)));
            redriven += batch.Length;
        }

        if (waiting == redriven && await CountAsync(poison, cancellationToken) == 0)
        {
            // An empty queue has no reasons to keep: what is left is of messages that somebody removed by hand, or put back and then died.
            await store.RemoveOlderAsync(queue, started - OnItsWay, cancellationToken);
        }

        logger.Redriven(queue, redriven);
        return new RedriveAnswer(redriven, waiting - redriven);
    }

    private async Task PutBackAsync(string queue, QueueClient poison, QueueClient target, QueueMessage message, CancellationToken cancellationToken)
    {
        // Read before it is sent: if it fails again while this goes on, that is news and stays.
        PoisonRow? row = await store.FindAsync(queue, PoisonRow.KeyOf(message.Body), cancellationToken);
        await target.SendMessageAsync(message.Body, timeToLive: QueueLimits.NeverExpires, cancellationToken: cancellationToken);
        await poison.DeleteMessageAsync(message.MessageId, message.PopReceipt, cancellationToken);
        if (row is not null)
        {
            await store.RemoveAsync(queue, row, cancellationToken);
        }
    }

    /// <summary>Notes the first messages of the poison queue that nobody noted: those whose function never came to an end.</summary>
    private async Task NoteUnknownAsync(string queue, CancellationToken cancellationToken)
    {
        PeekedMessage[] peeked;
        try
        {
            peeked = await service.GetQueueClient(QueueNames.PoisonOf(queue)).PeekMessagesAsync(QueueLimits.MessagesAtOnce, cancellationToken);
        }
        catch (RequestFailedException missing) when (missing.Status == StatusCodes.Status404NotFound)
        {
            return;
        }

        foreach (PeekedMessage message in peeked.DistinctBy(message => message.Body.ToString()))
        {
            PoisonRow? row = await store.FindAsync(queue, PoisonRow.KeyOf(message.Body), cancellationToken);
            if (row is not { Poisoned: true })
            {
                await messages.WriteAsync(
                    queue, message.Body, row?.Message.Reason ?? UnknownReason, EventQueue.MaxDequeueCount, poisoned: true, cancellationToken);
            }
        }
    }

    private static async Task<int> CountAsync(QueueClient poison, CancellationToken cancellationToken)
    {
        try
        {
            QueueProperties properties = await poison.GetPropertiesAsync(cancellationToken);
            return properties.ApproximateMessagesCount;
        }
        catch (RequestFailedException missing) when (missing.Status == StatusCodes.Status404NotFound)
        {
            return 0;
        }
    }
}
