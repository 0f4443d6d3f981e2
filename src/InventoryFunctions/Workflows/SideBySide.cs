using System.Runtime.ExceptionServices;
using Microsoft.DurableTask;

namespace InventoryFunctions.Workflows;

/// <summary>Pieces of an orchestration's work, so many at once. Deterministic: it waits on the orchestration's own tasks only.</summary>
internal static class SideBySide
{
    /// <summary>
    /// Runs every piece, in order, never more than <paramref name="atOnce"/> at a time. Where one fails no more are begun, and what is under way is
    /// waited for: the orchestration has failed once nothing of it runs any more.
    /// </summary>
    /// <param name="pieces">What to run.</param>
    /// <param name="atOnce">The most pieces under way.</param>
    /// <param name="runAsync">Starts a piece on the orchestration's context.</param>
    /// <param name="endedAsync">Hears of each piece that succeeded, one after the other; with it, whether all did so far.</param>
    /// <exception cref="TaskFailedException">The first piece's that failed.</exception>
    public static async Task RunAsync<TPiece, TResult>(
        IEnumerable<TPiece> pieces, int atOnce, Func<TPiece, Task<TResult>> runAsync, Func<TResult, bool, Task> endedAsync)
    {
        Queue<TPiece> waiting = new(pieces);
        List<Task<TResult>> running = [];
        TaskFailedException? failure = null;
        while (running.Count > 0 || (waiting.Count > 0 && failure is null))
        {
            while (failure is null && running.Count < atOnce && waiting.TryDequeue(out TPiece? piece))
            {
                running.Add(runAsync(piece));
            }

            Task<TResult> ended = await Task.WhenAny(running);
            running.Remove(ended);
            TResult result;
            try
            {
                result = await ended;
            }
            catch (TaskFailedException failed)
            {
                failure ??= failed;
                continue;
            }

            await endedAsync(result, failure is null);
        }

        if (failure is not null)
        {
            ExceptionDispatchInfo.Throw(failure);
        }
    }
}
