using Microsoft.Azure.Functions.Worker;

namespace InventoryFunctions.Callbacks;

/// <summary>Looks where a task is, and ends it where its time is over. What ended it first stands, here as elsewhere.</summary>
public sealed class CheckTask(TaskAnswerStore answers)
{
    /// <summary>The activity.</summary>
    [Function(nameof(CheckTask))]
    public async Task<TaskStanding> RunAsync([ActivityTrigger] TaskCheck check, CancellationToken cancellationToken)
    {
        if (await answers.FindAsync(check.Task, cancellationToken) is { } answer)
        {
            return new TaskStanding(answer, check.AssignedAt);
        }

        DateTimeOffset lastSign = check.Heartbeat is null
            ? check.AssignedAt
            : await answers.LastHeartbeatAsync(check.Task, cancellationToken) ?? check.AssignedAt;
        TaskEnd? over = check switch
        {
            _ when check.Now >= check.Task.ExpiresAt => TaskEnd.Timeout,
            { Heartbeat: { } heartbeat } when check.Now >= lastSign + heartbeat => TaskEnd.HeartbeatTimeout,
            _ => null,
        };
        return new TaskStanding(
            over is { } end ? await answers.EndAsync(check.Task, new TaskAnswer(end, check.Now), cancellationToken) : null, lastSign);
    }
}
