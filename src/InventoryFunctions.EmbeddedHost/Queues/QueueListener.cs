using System.Net;
using Azure;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using InventoryFunctions.EmbeddedHost.Functions;
using InventoryFunctions.EmbeddedHost.Hosting;
using Microsoft.Extensions.Logging;

namespace InventoryFunctions.EmbeddedHost.Queues;

/// <summary>
/// Feeds one queue function: fetches while there is room, keeps messages invisible while they are worked on, gives failed ones back,
/// and moves those that keep failing to the queue <c>{queue}-poison</c>.
/// </summary>
/// <remarks>
/// Waiting here follows the system's clock and not the host's <see cref="TimeProvider"/>: the storage service decides by its own
/// clock when a message is visible.
/// </remarks>
internal sealed class QueueListener(
    EmbeddedFunction function, QueueClient queue, QueueClient poisonQueue, HostJson hostJson, TimeSpan lease, FunctionRunner runner, ILogger logger)
{
    /// <summary>How long a fetched message stays invisible unless renewed: how long a killed host delays its messages.</summary>
    public static readonly TimeSpan DefaultLease = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);

    private readonly HashSet<Task> _running = [];

    /// <summary>Fetches until <paramref name="stopping"/>, then waits for what is running; that sees only <paramref name="aborting"/>.</summary>
    public async Task RunAsync(CancellationToken stopping, CancellationToken aborting)
    {
        var pause = FirstPause;
        while (!stopping.IsCancellationRequested)
        {
            var fetched = await FetchAsync(stopping);
            foreach (var message in fetched)
            {
                _running.Add(ProcessAsync(message, aborting));
            }

            if (fetched.Count == 0)
            {
                await PauseAsync(pause, stopping);
                pause = pause * 2 < hostJson.MaxPollingInterval ? pause * 2 : hostJson.MaxPollingInterval;
            }
            else
            {
                pause = FirstPause;
            }

            await WaitForRoomAsync();
        }

        await Task.WhenAll(_running);
    }

    // Azure's rule: fetch the next batch when half of the last one is done.
    private async Task WaitForRoomAsync()
    {
        _running.RemoveWhere(task => task.IsCompleted);
        while (_running.Count > hostJson.QueueBatchSize / 2)
        {
            _running.Remove(await Task.WhenAny(_running));
        }
    }

    private async Task<IReadOnlyList<QueueMessage>> FetchAsync(CancellationToken stopping)
    {
        try
        {
            QueueMessage[] messages = await queue.ReceiveMessagesAsync(hostJson.QueueBatchSize, lease, stopping);
            return messages;
        }
        catch (RequestFailedException error) when (error.Status == (int)HttpStatusCode.NotFound)
        {
            await CreateAsync(stopping);
        }
        catch (Exception error) when (error is RequestFailedException or AggregateException)
        {
            QueueLog.NotReceived(logger, error, queue.Name);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The host stops.
        }

        return [];
    }

    private async Task CreateAsync(CancellationToken stopping)
    {
        try
        {
            await queue.CreateIfNotExistsAsync(cancellationToken: stopping);
        }
        catch (Exception error) when (error is RequestFailedException or AggregateException or OperationCanceledException)
        {
            QueueLog.NotReceived(logger, error, queue.Name);
        }
    }

    private static Task PauseAsync(TimeSpan pause, CancellationToken stopping) =>
        Task.Delay(pause, TimeProvider.System, stopping).ContinueWith(static _ => { }, TaskScheduler.Default);

    private async Task ProcessAsync(QueueMessage message, CancellationToken aborting)
    {
        await Task.Yield();
        using var done = new CancellationTokenSource();
        var receipt = message.PopReceipt;
        var renewal = RenewAsync(message, receipt, done.Token);
        var failure = message.DequeueCount > hostJson.MaxDequeueCount
            ? new InvalidOperationException($"Delivered {message.DequeueCount} times without an outcome.")
            : await RunFunctionAsync(message, aborting);

        await done.CancelAsync();
        receipt = await renewal;
        try
        {
            await SettleAsync(message, receipt, failure);
        }
        catch (Exception error) when (error is RequestFailedException or AggregateException)
        {
            // The message comes back when its time is up, and functions stand a second delivery.
            QueueLog.NotSettled(logger, error, queue.Name, message.MessageId);
        }
    }

    private async Task<Exception?> RunFunctionAsync(QueueMessage message, CancellationToken aborting)
    {
        try
        {
            var decoded = QueuesModelFactory.QueueMessage(
                message.MessageId,
                message.PopReceipt,
                QueueMessageBinding.Decode(message.Body, hostJson.QueueMessagesAreBase64),
                message.DequeueCount,
                message.NextVisibleOn,
                message.InsertedOn,
                message.ExpiresOn);
            await runner.RunAsync(function, new Trigger(decoded, BindingData(decoded), aborting));
            return null;
        }
        catch (Exception error)
        {
            QueueLog.Failed(logger, error, function.Name, message.MessageId, message.DequeueCount);
            return error;
        }
    }

    private static Dictionary<string, object?> BindingData(QueueMessage message) => new(StringComparer.OrdinalIgnoreCase)
    {
        ["Id"] = message.MessageId,
        ["PopReceipt"] = message.PopReceipt,
        ["DequeueCount"] = message.DequeueCount,
        ["NextVisibleTime"] = message.NextVisibleOn,
        ["InsertionTime"] = message.InsertedOn,
        ["ExpirationTime"] = message.ExpiresOn,
    };

    private async Task SettleAsync(QueueMessage message, string receipt, Exception? failure)
    {
        if (failure is not null && message.DequeueCount < hostJson.MaxDequeueCount)
        {
            await queue.UpdateMessageAsync(message.MessageId, receipt, visibilityTimeout: hostJson.VisibilityTimeout);
            return;
        }

        if (failure is not null)
        {
            QueueLog.Poisoned(logger, message.MessageId, poisonQueue.Name, message.DequeueCount);
            await poisonQueue.CreateIfNotExistsAsync();
            await poisonQueue.SendMessageAsync(message.Body, timeToLive: NeverExpires);
        }

        await queue.DeleteMessageAsync(message.MessageId, receipt);
    }

    /// <summary>Renews the invisibility at half time until done; answers the receipt that is valid then.</summary>
    private async Task<string> RenewAsync(QueueMessage message, string receipt, CancellationToken done)
    {
        while (!done.IsCancellationRequested)
        {
            await PauseAsync(lease / 2, done);
            if (done.IsCancellationRequested)
            {
                break;
            }

            try
            {
                // Not cancelled half way: a renewal that was sent has changed the receipt.
                UpdateReceipt renewed = await queue.UpdateMessageAsync(
                    message.MessageId, receipt, visibilityTimeout: lease, cancellationToken: CancellationToken.None);
                receipt = renewed.PopReceipt;
            }
            catch (Exception error) when (error is RequestFailedException or AggregateException)
            {
                QueueLog.NotRenewed(logger, error, queue.Name, message.MessageId);
            }
        }

        return receipt;
    }

    // What waits for a person must not vanish after the default of seven days.
    private static readonly TimeSpan NeverExpires = TimeSpan.FromSeconds(-1);
}
