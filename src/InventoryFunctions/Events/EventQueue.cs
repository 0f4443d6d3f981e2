using System.Diagnostics;
using System.Runtime.ExceptionServices;
using Azure.Messaging;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using InventoryFunctions.Poison;
using Microsoft.Extensions.Logging;

namespace InventoryFunctions.Events;

/// <summary>
/// What every queue function runs in. It reads the events of a message, hands them on, and sees to those that can't be processed:
/// <list type="bullet">
/// <item>An event that is not one, or that its handler refuses (<see cref="InvalidEventException"/>), goes to the poison queue at once, with the reason.</item>
/// <item>An event that fails alone is noted and fails the function: the host delivers it again, and after
/// <see cref="MaxDequeueCount"/> deliveries moves it to the poison queue.</item>
/// <item>Of several events in one message those that fail are put back, each as a message of its own, and the others are done.</item>
/// </list>
/// Handlers are idempotent: an event may come more than once.
/// </summary>
#pragma warning disable CA1711 // Not a collection: a queue of the storage account.
public sealed class EventQueue(QueueServiceClient queues, PoisonMessages poison, ILogger<EventQueue> logger)
#pragma warning restore CA1711
{
    /// <summary>How often the host delivers a message before it gives up: host.json's <c>extensions.queues.maxDequeueCount</c>.</summary>
    public const int MaxDequeueCount = 5;

    /// <summary>Runs <paramref name="handler"/> for each event of <paramref name="message"/>, at the same time.</summary>
    /// <param name="queueName">The queue that the message came from, one of <see cref="QueueNames"/>.</param>
    /// <param name="message">The message, as the queue trigger gives it.</param>
    /// <param name="handler">Processes one event.</param>
    /// <param name="cancellationToken">The host stops: what is not done then is delivered again, and says nothing against the message.</param>
    /// <exception cref="Exception">What the only event failed with, or why others could not be put back: the host delivers the message again.</exception>
    public async Task HandleAsync(
        string queueName, QueueMessage message, Func<CloudEvent, CancellationToken, Task> handler, CancellationToken cancellationToken)
    {
        bool refused;
        try
        {
            refused = await HandleAllAsync(queueName, message, handler, cancellationToken);
        }
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
        {
            await poison.NoteAsync(queueName, message, failure, cancellationToken);
            throw;
        }

        if (message.DequeueCount > 1 && !refused)
        {
            await poison.ForgetAsync(queueName, message.Body, cancellationToken);
        }
    }

    /// <summary>Answers whether the message as it is was refused: the reason that stands under it then has to stay.</summary>
    private async Task<bool> HandleAllAsync(
        string queueName, QueueMessage message, Func<CloudEvent, CancellationToken, Task> handler, CancellationToken cancellationToken)
    {
        IReadOnlyList<ReceivedEvent> events;
        try
        {
            events = EventMessage.Read(message.Body);
        }
        catch (InvalidEventException refusal)
        {
            await poison.RefuseAsync(queueName, message, message.Body, refusal, cancellationToken);
            return true;
        }

        Exception?[] failures = await Task.WhenAll(events.Select(received => TryAsync(queueName, received, handler, cancellationToken)));
        if (failures.Any(failure => failure is not null))
        {
            cancellationToken.ThrowIfCancellationRequested();
        }

        if (events.Count == 1 && failures[0] is { } only and not InvalidEventException)
        {
            ExceptionDispatchInfo.Throw(only);
        }

        await Task.WhenAll(events.Zip(failures, (received, failure) => failure switch
        {
            null => Task.CompletedTask,
            InvalidEventException refusal => poison.RefuseAsync(queueName, message, received.Body, refusal, cancellationToken),
            _ => PutBackAsync(queueName, message, received, failure, cancellationToken),
        }));
        return failures is [InvalidEventException] && ReferenceEquals(events[0].Body, message.Body);
    }

    private static async Task<Exception?> TryAsync(
        string queueName, ReceivedEvent received, Func<CloudEvent, CancellationToken, Task> handler, CancellationToken cancellationToken)
    {
        if (received.Event is not { } sound)
        {
            return received.Refusal;
        }

        using Activity? processing = EventTracing.Start(sound, queueName);
        try
        {
            await handler(sound, cancellationToken);
            return null;
        }
#pragma warning disable CA1031 // What becomes of the event is decided once all of them are through. To refuse one is no error of ours.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            if (failure is not InvalidEventException)
            {
                processing?.SetStatus(ActivityStatusCode.Error, failure.GetType().Name);
            }

            return failure;
        }
    }

    private async Task PutBackAsync(
        string queueName, QueueMessage message, ReceivedEvent received, Exception failure, CancellationToken cancellationToken)
    {
        logger.PutBack(failure, queueName, received.Event?.Id, message.MessageId);
        await queues.GetQueueClient(queueName).SendMessageAsync(received.Body, timeToLive: QueueLimits.NeverExpires, cancellationToken: cancellationToken);
    }
}
