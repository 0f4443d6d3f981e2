using Microsoft.DurableTask;

namespace InventoryFunctions.EmbeddedHost.Durable.Execution;

/// <summary>Repeats a failing call by policy or by the caller's handler. It waits on durable timers, so a restart does not reset it.</summary>
internal sealed class RetryLoop(TaskOrchestrationContext context, TaskRetryOptions options, Func<TaskFailedException, bool> mayRetry)
{
    public async Task<TResult> RunAsync<TResult>(Func<Task<TResult>> attempt)
    {
        var first = context.CurrentUtcDateTime;
        for (var attempts = 1; ; attempts++)
        {
            try
            {
                return await attempt();
            }
            catch (TaskFailedException failed) when (mayRetry(failed))
            {
                if (!await ShouldRetryAsync(failed, attempts, first))
                {
                    throw;
                }
            }
        }
    }

    private async Task<bool> ShouldRetryAsync(TaskFailedException failed, int attempts, DateTime first)
    {
        if (options.Handler is { } handler)
        {
            var elapsed = context.CurrentUtcDateTime - first;
            return await handler(new RetryContext(context, attempts, failed.FailureDetails, elapsed, CancellationToken.None));
        }

        if (Delay(options.Policy!, attempts, context.CurrentUtcDateTime - first) is not { } delay)
        {
            return false;
        }

        await context.CreateTimer(delay, CancellationToken.None);
        return true;
    }

    /// <summary>The pause before the next attempt, or null where the policy allows none.</summary>
    private static TimeSpan? Delay(RetryPolicy policy, int attempts, TimeSpan elapsed)
    {
        var timedOut = policy.RetryTimeout != Timeout.InfiniteTimeSpan && elapsed >= policy.RetryTimeout;
        if (attempts >= policy.MaxNumberOfAttempts || timedOut)
        {
            return null;
        }

        var limit = policy.MaxRetryInterval == Timeout.InfiniteTimeSpan ? TimeSpan.MaxValue : policy.MaxRetryInterval;
        var ticks = policy.FirstRetryInterval.Ticks * Math.Pow(policy.BackoffCoefficient, attempts - 1);
        return ticks < limit.Ticks ? TimeSpan.FromTicks((long)ticks) : limit;
    }
}
