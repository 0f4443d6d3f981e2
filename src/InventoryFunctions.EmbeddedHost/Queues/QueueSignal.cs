namespace InventoryFunctions.EmbeddedHost.Queues;

/// <summary>Wakes the listener of one queue when this process has put a message there.</summary>
internal sealed class QueueSignal
{
    private volatile TaskCompletionSource _sent = New();

    /// <summary>A message is on the queue.</summary>
    public void Set() => _sent.TrySetResult();

    /// <summary>Forgets what was signalled so far: whoever fetches after this sees those messages.</summary>
    public void Clear()
    {
        if (_sent.Task.IsCompleted)
        {
            _sent = New();
        }
    }

    /// <summary>Returns at a signal since the last <see cref="Clear"/>, after <paramref name="longest"/>, or when told to stop; that is no error.</summary>
    /// <returns>Whether there was a signal.</returns>
    public async Task<bool> WaitAsync(TimeSpan longest, CancellationToken stopping)
    {
        Task sent = _sent.Task;
        using var end = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        await Task.WhenAny(sent, QueueListener.PauseAsync(longest, end.Token));
        await end.CancelAsync();
        return sent.IsCompleted;
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
