using Azure.Storage.Queues;
using Microsoft.Extensions.Hosting;

namespace InventoryFunctions.Events;

/// <summary>Creates the queues where they are missing.</summary>
internal sealed class QueuesAtStart(QueueServiceClient service) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) =>
        Task.WhenAll(QueueNames.All.Append(QueueNames.ChangeFeed).Select(name => service.GetQueueClient(name).CreateIfNotExistsAsync(cancellationToken: cancellationToken)));

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
