using Azure;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using InventoryFunctions.Events;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace InventoryFunctions.Poison;

/// <summary>Keeps account of messages that fail, so that whoever finds one in a poison queue finds the reason too (parity D12).</summary>
public sealed class PoisonMessages(
    PoisonStore store, PoisonAlerts alerts, QueueServiceClient queues, TimeProvider clock, ILogger<PoisonMessages> logger)
{
    // In characters.
    private const int MaxReason = 2048;

    /// <summary>
    /// Notes that <paramref name="message"/> failed; at the last delivery, that it is poisoned: the host moves it to the poison queue then.
    /// Never fails, because the failure itself is what the host has to hear of.
    /// </summary>
    public async Task NoteAsync(string queue, QueueMessage message, Exception failure, CancellationToken cancellationToken)
    {
        try
        {
            bool poisoned = message.DequeueCount >= EventQueue.MaxDequeueCount;
            await WriteAsync(queue, message.Body, Describe(failure), message.DequeueCount, poisoned, cancellationToken);
        }
#pragma warning disable CA1031 // Whatever it is, the message comes again, or lies in the poison queue with an unknown reason.
        catch (Exception problem)
#pragma warning restore CA1031
        {
            logger.NotNoted(problem, queue, message.MessageId);
        }
    }

    /// <summary>Puts what is of no use to deliver again into the poison queue. Done twice, it lies there twice, with one reason.</summary>
    /// <param name="queue">The queue it came from.</param>
    /// <param name="message">The message it came in.</param>
    /// <param name="body">The message, or the one event of it that is refused.</param>
    /// <param name="refusal">Why.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task RefuseAsync(string queue, QueueMessage message, BinaryData body, InvalidEventException refusal, CancellationToken cancellationToken)
    {
        await WriteAsync(queue, body, refusal.Message, message.DequeueCount, poisoned: true, cancellationToken);
        await SendAsync(queues.GetQueueClient(QueueNames.PoisonOf(queue)), body, cancellationToken);
    }

    /// <summary>Forgets what failed before and is processed now. Never fails: the message is done.</summary>
    public async Task ForgetAsync(string queue, BinaryData body, CancellationToken cancellationToken)
    {
        try
        {
            await store.RemoveAsync(queue, PoisonRow.KeyOf(body), cancellationToken);
        }
        catch (Exception problem) when (problem is RequestFailedException or AggregateException or OperationCanceledException)
        {
            logger.NotForgotten(problem, queue);
        }
    }

    /// <summary>Writes the row; the first time that it says poisoned, the metric counts and the administrator is told.</summary>
    internal async Task WriteAsync(
        string queue, BinaryData body, string reason, long attempts, bool poisoned, CancellationToken cancellationToken)
    {
        string id = PoisonRow.KeyOf(body);
        PoisonRow? before = await store.FindAsync(queue, id, cancellationToken);
        if (before is { Poisoned: true } && !poisoned)
        {
            // Refused, and then only the poison queue could not be reached: the reason stands.
            return;
        }

        DateTimeOffset now = clock.GetUtcNow();
        PoisonMessage message = new()
        {
            Id = id,
            Body = body.ToString(),
            Reason = reason[..Math.Min(reason.Length, MaxReason)],
            Attempts = attempts,
            FirstFailedAt = before?.Message.FirstFailedAt ?? now,
            LastFailedAt = now,
        };
        await store.WriteAsync(queue, new PoisonRow(message, poisoned), cancellationToken);
        if (poisoned && before is not { Poisoned: true })
        {
            await alerts.RaiseAsync(queue, message, cancellationToken);
        }
    }

    private static string Describe(Exception failure) => $"{failure.GetType().Name}: {failure.Message}";

    private static async Task SendAsync(QueueClient poison, BinaryData body, CancellationToken cancellationToken)
    {
        try
        {
            await poison.SendMessageAsync(body, timeToLive: QueueLimits.NeverExpires, cancellationToken: cancellationToken);
        }
        catch (RequestFailedException missing) when (missing.Status == StatusCodes.Status404NotFound)
        {
            await poison.CreateIfNotExistsAsync(cancellationToken: cancellationToken);
            await poison.SendMessageAsync(body, timeToLive: QueueLimits.NeverExpires, cancellationToken: cancellationToken);
        }
    }
}
