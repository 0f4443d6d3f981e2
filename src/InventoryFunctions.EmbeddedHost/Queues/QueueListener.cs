using System.Net;
using Azure;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using InventoryFunctions.EmbeddedHost.Hosting;
using Microsoft.Extensions.Logging;

namespace InventoryFunctions.EmbeddedHost.Queues;

/// <summary>
/// Feeds one queue function: creates the queue where it is missing, fetches at once while messages come and there is room, and ever more
/// seldom while none come, or as soon as this process has sent one.
/// </summary>
/// <remarks>
/// Waiting here follows the system's clock and not the host's <see cref="TimeProvider"/>: the storage service decides by its own
/// clock when a message is visible.
/// </remarks>
internal sealed class QueueListener(
    QueueClient queue, QueueMessageHandler handler, QueueSignal signal, HostJson hostJson, TimeSpan lease, ILogger logger)
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
            signal.Clear();
            var fetched = await FetchAsync(stopping);
            foreach (var message in fetched)
            {
                _running.Add(handler.ProcessAsync(message, aborting));
            }

            if (fetched.Count == 0 && !await signal.WaitAsync(pause, stopping))
            {
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

    /// <summary>Waits for the time, or until told to stop; that is no error.</summary>
    public static Task PauseAsync(TimeSpan pause, CancellationToken stopping) =>
        Task.Delay(pause, TimeProvider.System, stopping).ContinueWith(static _ => { }, TaskScheduler.Default);
}
