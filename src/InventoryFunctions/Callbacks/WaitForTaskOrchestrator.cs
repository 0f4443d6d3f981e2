using System.Globalization;
using System.Text.Json;
using InventoryFunctions.Workflows;
using Microsoft.DurableTask;

namespace InventoryFunctions.Callbacks;

/// <summary>Lets an orchestration wait for somebody outside, as a Step Functions task with a token does (parity B11).</summary>
/// <remarks>Part of the orchestrations that use it, so just as deterministic. Changing the order of its steps breaks waits in flight.</remarks>
public static class WaitForTaskOrchestrator
{
    // The event only says: look. One that was lost is found by then at the latest.
    private static readonly TimeSpan LookAgainAfter = TimeSpan.FromDays(1);

    // Each is a look or two, and each look six events in the history, which is read as a whole at every step.
    private const int MaxHeartbeats = 300;

    /// <summary>
    /// Gives a task out and waits for its answer: <paramref name="activity"/> gets a <see cref="TaskAssignment{TInput}"/> with a token, and whoever has the
    /// token answers by <c>POST /tasks/{token}/success</c> or <c>/failure</c>. The wait survives restarts, and the first answer stands.
    /// </summary>
    /// <typeparam name="TResult">What the output of a success is read as, its JSON names in camelCase.</typeparam>
    /// <param name="context">The orchestration.</param>
    /// <param name="activity">The activity that gives the task out. It may run twice, with the same token.</param>
    /// <param name="input">What it is given besides the token.</param>
    /// <param name="timeout">How long to wait, up to <see cref="PendingTask.MaxTimeout"/>; so long the token is good.</param>
    /// <param name="heartbeat">
    /// How long <c>POST /tasks/{token}/heartbeat</c> may stay out, or null where none is asked for; at least a 300th of <paramref name="timeout"/>.
    /// </param>
    /// <returns>The output.</returns>
    /// <exception cref="TaskNotDoneException">
    /// The answer was a failure, with its error and cause; or nobody answered (<see cref="TaskNotDoneException.Timeout"/>); or the heartbeat stayed out
    /// (<see cref="TaskNotDoneException.HeartbeatTimeout"/>); or the output is no <typeparamref name="TResult"/> (<see cref="TaskNotDoneException.UnfitOutput"/>).
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">The time-out or the heartbeat is too short or too long.</exception>
    /// <exception cref="TaskFailedException">The activity failed again and again.</exception>
    public static async Task<TResult> WaitForTaskAsync<TResult>(
        this TaskOrchestrationContext context, TaskName activity, object? input, TimeSpan timeout, TimeSpan? heartbeat = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(timeout, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(timeout, PendingTask.MaxTimeout);
        if (heartbeat is { } limit)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(limit, timeout / MaxHeartbeats, nameof(heartbeat));
        }

        PendingTask task = new(context.InstanceId, $"task-{context.NewGuid():N}", Milliseconds(Now(context) + timeout));
        string token = await context.CallActivityAsync<string>(nameof(MintTaskToken), task, StepRetries.WithoutEnd);
        await context.CallActivityAsync(activity, new TaskAssignment<object?>(token, input), StepRetries.AFewTimes);

        DateTimeOffset assignedAt = Now(context);
        TaskStanding standing = new(null, assignedAt);
        Task told = context.WaitForExternalEvent<string?>(task.Event);
        do
        {
            if (await context.IsToldBeforeAsync(told, NextLook(task, standing.LastSign, heartbeat, Now(context))))
            {
                told = context.WaitForExternalEvent<string?>(task.Event);
            }

            TaskCheck check = new(task, assignedAt, heartbeat, Now(context));
            standing = await context.CallActivityAsync<TaskStanding>(nameof(CheckTask), check, StepRetries.WithoutEnd);
        }
        while (standing.Answer is null);

        return Result<TResult>(activity.Name, standing.Answer, timeout, heartbeat);
    }

    private static DateTimeOffset Now(TaskOrchestrationContext context) => new(DateTime.SpecifyKind(context.CurrentUtcDateTime, DateTimeKind.Utc));

    // A token keeps no more, and the row of the answer is found by the time of either.
    private static DateTimeOffset Milliseconds(DateTimeOffset time) => DateTimeOffset.FromUnixTimeMilliseconds(time.ToUnixTimeMilliseconds());

    private static DateTimeOffset NextLook(PendingTask task, DateTimeOffset lastSign, TimeSpan? heartbeat, DateTimeOffset now)
    {
        DateTimeOffset next = now + LookAgainAfter;
        next = task.ExpiresAt < next ? task.ExpiresAt : next;
        return lastSign + heartbeat is { } silent && silent < next ? silent : next;
    }

    private static TResult Result<TResult>(string task, TaskAnswer answer, TimeSpan timeout, TimeSpan? heartbeat) => answer.End switch
    {
        TaskEnd.Success => Read<TResult>(task, answer.Output),
        TaskEnd.Timeout => throw new TaskNotDoneException(task, TaskNotDoneException.Timeout, $"nobody answered within {Text(timeout)}"),
        TaskEnd.HeartbeatTimeout => throw new TaskNotDoneException(
            task, TaskNotDoneException.HeartbeatTimeout, $"no heartbeat came for {Text(heartbeat.GetValueOrDefault())}"),
        _ => throw new TaskNotDoneException(task, answer.Error, answer.Cause),
    };

    private static TResult Read<TResult>(string task, string? output)
    {
        try
        {
            return JsonSerializer.Deserialize<TResult>(output ?? "null", JsonSerializerOptions.Web)!;
        }
        catch (JsonException unfit)
        {
            throw new TaskNotDoneException(task, TaskNotDoneException.UnfitOutput, unfit.Message);
        }
    }

    private static string Text(TimeSpan span) => span.ToString("c", CultureInfo.InvariantCulture);
}
