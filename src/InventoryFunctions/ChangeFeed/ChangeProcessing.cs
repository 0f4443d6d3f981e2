using InventoryFunctions.Storage;
using Microsoft.DurableTask.Client;

namespace InventoryFunctions.ChangeFeed;

/// <summary>Processes shards, in this process one run a shard at a time: who asks while one is under way shares the next.</summary>
public sealed class ChangeProcessing
{
    // 10,000 change sets; a message is worked on for as long as its function may run, five minutes on the smallest plan of Azure Functions.
    private const int MaxPages = 100;
    private const int MaxGroup = 1_000;

    private readonly ShardChanges _changes;
    private readonly ChangeNudge _nudge;
    private readonly GroupCommit<DurableTaskClient, bool>[] _shards;

    internal ChangeProcessing(InventoryStore store, ShardChanges changes, ChangeNudge nudge)
    {
        _changes = changes;
        _nudge = nudge;
        _shards =
        [
            .. Enumerable.Range(0, store.ShardCount)
                .Select(shard => new GroupCommit<DurableTaskClient, bool>(clients => ProcessAsync(shard, clients), MaxGroup)),
        ];
    }

    /// <summary>Has processed what was committed in the shard before this call.</summary>
    public Task ProcessAsync(int shard, DurableTaskClient client, CancellationToken cancellationToken) => _shards[shard].SubmitAsync(client, cancellationToken);

    private async Task<IReadOnlyList<bool>> ProcessAsync(int shard, IReadOnlyList<DurableTaskClient> clients)
    {
        _nudge.Begun(shard);
        if (await _changes.ProcessAsync(shard, MaxPages, clients[0], CancellationToken.None))
        {
            _nudge.Committed(shard);
        }

        return [.. clients.Select(_ => true)];
    }
}
