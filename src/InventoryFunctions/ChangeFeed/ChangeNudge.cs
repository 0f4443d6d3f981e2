using Azure.Storage.Queues;
using InventoryFunctions.Events;
using InventoryFunctions.Storage;
using Microsoft.Extensions.Logging;

namespace InventoryFunctions.ChangeFeed;

/// <summary>
/// Puts word of committed change sets on queue <c>change-feed</c>, and as little of it as will do: a shard is named once a second at most, and shards that
/// come up at the same time share a message. Whoever commits does not wait for it, and a message that is lost costs time only: the sweep finds the shard.
/// </summary>
internal sealed class ChangeNudge : IChangeNudge, IDisposable
{
    /// <summary>A shard is named at most once in this time. The value is 1 second.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    // What nobody fetched until then, the sweep has named again.
    private static readonly TimeSpan TimeToLive = TimeSpan.FromHours(1);

    private readonly Lock _gate = new();
    private readonly Dictionary<int, Standing> _shards = [];
    private readonly GroupCommit<int, bool> _messages;
    private readonly QueueClient _queue;
    private readonly IQueueWatcher[] _watchers;
    private readonly TimeProvider _clock;
    private readonly ILogger<ChangeNudge> _logger;
    private bool _disposed;

    public ChangeNudge(QueueServiceClient queues, IEnumerable<IQueueWatcher> watchers, TimeProvider clock, ILogger<ChangeNudge> logger)
    {
        _queue = queues.GetQueueClient(QueueNames.ChangeFeed);
        _watchers = [.. watchers];
        _clock = clock;
        _logger = logger;
        _messages = new GroupCommit<int, bool>(SendAsync, ChangeFeedMessage.MaxShards);
    }

    public void Committed(int shard)
    {
        lock (_gate)
        {
            if (_disposed)
            {
                return;
            }

            Standing standing = Of(shard);
            if (standing.IsDue)
            {
                return;
            }

            TimeSpan wait = standing.NamedAt + Interval - _clock.GetUtcNow();
            if (wait > TimeSpan.Zero)
            {
                standing.IsDue = true;
                standing.Timer.Change(wait, Timeout.InfiniteTimeSpan);
            }
            else
            {
                Name(shard, standing);
            }
        }
    }

    /// <summary>This process begins to read the shard's change sets now: for those committed so far nobody need be told.</summary>
    public void Begun(int shard)
    {
        lock (_gate)
        {
            if (_shards.TryGetValue(shard, out Standing? standing))
            {
                standing.IsDue = false;
            }
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _disposed = true;
            foreach (Standing standing in _shards.Values)
            {
                standing.Timer.Dispose();
            }
        }
    }

    private Standing Of(int shard)
    {
        if (!_shards.TryGetValue(shard, out Standing? standing))
        {
            standing = new Standing(_clock.CreateTimer(_ => Elapsed(shard), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan));
            _shards.Add(shard, standing);
        }

        return standing;
    }

    private void Elapsed(int shard)
    {
        lock (_gate)
        {
            if (!_disposed && _shards[shard] is { IsDue: true } standing)
            {
                Name(shard, standing);
            }
        }
    }

    private void Name(int shard, Standing standing)
    {
        standing.IsDue = false;
        standing.NamedAt = _clock.GetUtcNow();
        _ = TrySendAsync(shard);
    }

    private async Task TrySendAsync(int shard)
    {
        try
        {
            await _messages.SubmitAsync(shard, CancellationToken.None);
        }
#pragma warning disable CA1031 // Nobody waits for it, and no commit may fail for it.
        catch (Exception lost)
#pragma warning restore CA1031
        {
            _logger.NudgeLost(lost, shard);
        }
    }

    private async Task<IReadOnlyList<bool>> SendAsync(IReadOnlyList<int> shards)
    {
        await _queue.SendMessageAsync(ChangeFeedMessage.Write(shards), timeToLive: TimeToLive);
        foreach (IQueueWatcher watcher in _watchers)
        {
            watcher.MessageSent(QueueNames.ChangeFeed);
        }

        return [.. shards.Select(_ => true)];
    }

    private sealed class Standing(ITimer timer)
    {
        public ITimer Timer { get; } = timer;

        /// <summary>When the shard was last named.</summary>
        public DateTimeOffset NamedAt { get; set; }

        /// <summary>Whether something was committed since, so that the timer names it again.</summary>
        public bool IsDue { get; set; }
    }
}
