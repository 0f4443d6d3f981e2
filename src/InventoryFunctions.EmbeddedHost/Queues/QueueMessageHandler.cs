using Azure;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using InventoryFunctions.EmbeddedHost.Functions;
using InventoryFunctions.EmbeddedHost.Hosting;
using Microsoft.Extensions.Logging;

namespace InventoryFunctions.EmbeddedHost.Queues;

/// <summary>
/// Runs one queue function on single messages: keeps a message invisible while it is worked on, gives it back when it failed, and moves it
/// to the queue <c>{queue}-poison</c> when it keeps failing.
/// </summary>
internal sealed class QueueMessageHandler(
    EmbeddedFunction function, QueueClient queue, QueueClient poisonQueue, HostJson hostJson, TimeSpan lease, FunctionRunner runner, ILogger logger)
{
    // What waits for a person must not vanish after the default of seven days.
    private static readonly TimeSpan NeverExpires = TimeSpan.FromSeconds(-1);
    private static readonly TimeSpan OneSecond = TimeSpan.FromSeconds(1);

    /// <summary>Runs the function and settles the message; never fails.</summary>
    public async Task ProcessAsync(QueueMessage message, CancellationToken aborting)
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
            await (failure is not null && aborting.IsCancellationRequested && message.DequeueCount <= hostJson.MaxDequeueCount
                ? GiveBackAsync(message, receipt)
                : SettleAsync(message, receipt, failure));
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

    /// <summary>Gives back what the host's stop cut short: that says nothing against the message, so it does not count as a failed delivery.</summary>
    private async Task GiveBackAsync(QueueMessage message, string receipt)
    {
        if (message.DequeueCount < hostJson.MaxDequeueCount)
        {
            await queue.UpdateMessageAsync(message.MessageId, receipt, visibilityTimeout: TimeSpan.Zero);
            return;
        }

        // The service's count can't be taken back, and one more delivery would be one too many: a copy starts anew.
        await queue.SendMessageAsync(message.Body, timeToLive: RemainingTime(message));
        await queue.DeleteMessageAsync(message.MessageId, receipt);
    }

    private static TimeSpan RemainingTime(QueueMessage message)
    {
        // The service answers the year 9999 for what never expires, and takes no less than a second.
        var left = message.ExpiresOn - TimeProvider.System.GetUtcNow();
        return left is null || left > TimeSpan.FromSeconds(int.MaxValue) ? NeverExpires : left < OneSecond ? OneSecond : left.Value;
    }

    /// <summary>Renews the invisibility at half time until done; answers the receipt that is valid then.</summary>
    private async Task<string> RenewAsync(QueueMessage message, string receipt, CancellationToken done)
    {
        while (!done.IsCancellationRequested)
        {
            await QueueListener.PauseAsync(lease / 2, done);
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
}
