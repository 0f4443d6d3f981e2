namespace InventoryFunctions.Storage;

/// <summary>
/// Group commit: requests that arrive while a commit is under way make up the next one, in the order of their arrival, and each caller gets its own
/// answer. Nobody waits for a timer: a request that arrives alone is committed alone, at once. What costs a transaction each when it comes one by one
/// costs a transaction a group when it comes all at once.
/// </summary>
/// <typeparam name="TRequest">What callers ask for.</typeparam>
/// <typeparam name="TAnswer">What each of them gets.</typeparam>
/// <param name="commitAsync">
/// Commits one group and answers each request, in the order of the requests. Never called twice at once. Where it throws, every caller of the group
/// gets that exception.
/// </param>
/// <param name="maxGroup">The most requests of one group.</param>
internal sealed class GroupCommit<TRequest, TAnswer>(
    Func<IReadOnlyList<TRequest>, Task<IReadOnlyList<TAnswer>>> commitAsync, int maxGroup)
{
    private readonly Lock _gate = new();
    private readonly Queue<Waiting> _waiting = new();
    private bool _committing;

    /// <summary>The answer to <paramref name="request"/> once its group is committed.</summary>
    /// <param name="request">What is asked for.</param>
    /// <param name="cancellationToken">Gives up waiting; the request may be committed nevertheless.</param>
    public Task<TAnswer> SubmitAsync(TRequest request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Waiting waiting = new(request);
        bool start;
        lock (_gate)
        {
            _waiting.Enqueue(waiting);
            start = !_committing;
            _committing = true;
        }

        if (start)
        {
            // On the pool: the caller's context and its cancellation are not those of the others in the group.
            _ = Task.Run(CommitAllAsync, CancellationToken.None);
        }

        return waiting.Answer.Task.WaitAsync(cancellationToken);
    }

    private async Task CommitAllAsync()
    {
        while (Take() is { Count: > 0 } group)
        {
            try
            {
                IReadOnlyList<TAnswer> answers = await commitAsync([.. group.Select(waiting => waiting.Request)]);
                if (answers.Count != group.Count)
                {
                    throw new InvalidOperationException($"{group.Count} requests were committed, and {answers.Count} answered.");
                }

                for (int i = 0; i < group.Count; i++)
                {
                    group[i].Answer.SetResult(answers[i]);
                }
            }
            catch (Exception failure)
            {
                foreach (Waiting waiting in group)
                {
                    waiting.Answer.TrySetException(failure);
                }
            }
        }
    }

    private List<Waiting> Take()
    {
        lock (_gate)
        {
            List<Waiting> group = new(Math.Min(_waiting.Count, maxGroup));
            while (group.Count < maxGroup && _waiting.TryDequeue(out Waiting? waiting))
            {
                group.Add(waiting);
            }

            _committing = group.Count > 0;
            return group;
        }
    }

    private sealed class Waiting(TRequest request)
    {
        public TRequest Request { get; } = request;

        public TaskCompletionSource<TAnswer> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
