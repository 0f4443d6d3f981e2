using System.Text.Json;
using InventoryFunctions.Api;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace InventoryFunctions.Callbacks;

/// <summary>
/// The three task callbacks of Step Functions, by token and without a key (parity B11). The very same answer again is a success that changes nothing;
/// another one is refused with the first one's time.
/// </summary>
public sealed class TaskFunctions(ApiEndpoint api, TaskTokens tokens, TaskAnswerStore answers, TimeProvider clock, ILogger<TaskFunctions> logger)
{
    /// <summary>The most bytes of an output, as in Step Functions' SendTaskSuccess.</summary>
    public const int MaxOutputBytes = 256 * 1024;

    /// <summary><c>POST /tasks/{token}/success</c>: the task is done; the body, any JSON, is its output.</summary>
    [Function(nameof(ReportTaskSuccess))]
    public Task<IActionResult> ReportTaskSuccess(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "tasks/{token}/success")] HttpRequest request,
        string token,
        [DurableClient] DurableTaskClient client) => api.RunAsync(request, WithoutToken(request, token), async cancellation =>
    {
        PendingTask task = TaskOf(request, token);
        using JsonDocument output = await JsonBody.ReadOptionalAsync<JsonDocument>(request, cancellation, MaxOutputBytes)
            ?? throw new ApiException(ApiProblem.Invalid("body", "must be JSON: the output of the task; it is empty"));
        string json = JsonSerializer.Serialize(output.RootElement, ApiJson.Options);
        return await EndAsync(client, task, new TaskAnswer(TaskEnd.Success, clock.GetUtcNow(), Output: json), cancellation);
    });

    /// <summary><c>POST /tasks/{token}/failure</c>: the task failed.</summary>
    [Function(nameof(ReportTaskFailure))]
    public Task<IActionResult> ReportTaskFailure(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "tasks/{token}/failure")] HttpRequest request,
        string token,
        [DurableClient] DurableTaskClient client) => api.RunAsync(request, WithoutToken(request, token), async cancellation =>
    {
        PendingTask task = TaskOf(request, token);
        TaskFailure failure = await JsonBody.ReadOptionalAsync<TaskFailure>(request, cancellation, check: body => body.Check()) ?? new TaskFailure();
        return await EndAsync(client, task, new TaskAnswer(TaskEnd.Failure, clock.GetUtcNow(), Error: failure.Error, Cause: failure.Cause), cancellation);
    });

    /// <summary><c>POST /tasks/{token}/heartbeat</c>: the task is being worked on.</summary>
    [Function(nameof(ReportTaskHeartbeat))]
    public Task<IActionResult> ReportTaskHeartbeat(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "tasks/{token}/heartbeat")] HttpRequest request,
        string token) => api.RunAsync(request, WithoutToken(request, token), async cancellation =>
    {
        PendingTask task = TaskOf(request, token);
        if (await answers.FindAsync(task, cancellation) is { } ended)
        {
            throw Ended(ended);
        }

        await answers.BeatAsync(task, clock.GetUtcNow(), cancellation);
        return ApiResult.NoContent();
    });

    // Whoever has the token may end the task, and logs, also the caller's, are no place for it.
    private static string WithoutToken(HttpRequest request, string token) =>
        (request.PathBase + request.Path).Value!.Replace(token, "…", StringComparison.OrdinalIgnoreCase);

    private async Task<IActionResult> EndAsync(DurableTaskClient client, PendingTask task, TaskAnswer answer, CancellationToken cancellation)
    {
        TaskAnswer first = await answers.EndAsync(task, answer, cancellation);
        if (!first.SaysTheSameAs(answer))
        {
            throw Ended(first);
        }

        // Also where the answer is there already: the event of the first time may not have got through.
        await TellAsync(client, task, cancellation);
        return ApiResult.NoContent();
    }

    private async Task TellAsync(DurableTaskClient client, PendingTask task, CancellationToken cancellation)
    {
        try
        {
            await client.RaiseEventAsync(task.Instance, task.Event, null, cancellation);
        }
#pragma warning disable CA1031 // Which exception it is depends on the platform's versions.
        catch (Exception failure) when (!cancellation.IsCancellationRequested)
#pragma warning restore CA1031
        {
            // The platform refuses events for orchestrations that are done or gone. Those have found the answer, or need none any more.
            if (await IsWaitingAsync(client, task, cancellation))
            {
                logger.NotTold(failure, task.Instance);
                throw new ApiException(new ApiProblem(
                    StatusCodes.Status503ServiceUnavailable,
                    "The answer is recorded, but who waits for it could not be told and finds it within a day. Send it again in a few seconds to tell it sooner.")
                {
                    RetryAfter = TimeSpan.FromSeconds(5),
                });
            }
        }
    }

    private static async Task<bool> IsWaitingAsync(DurableTaskClient client, PendingTask task, CancellationToken cancellation)
    {
        try
        {
            return await client.GetInstanceAsync(task.Instance, cancellation) is { IsCompleted: false };
        }
#pragma warning disable CA1031 // As long as nobody knows, somebody may wait.
        catch (Exception) when (!cancellation.IsCancellationRequested)
#pragma warning restore CA1031
        {
            return true;
        }
    }

    private PendingTask TaskOf(HttpRequest request, string token)
    {
        new QueryReader(request).Demand();
        return tokens.Read(token, PendingTask.Purpose) switch
        {
            TaskTokenReading.Valid valid => PendingTask.Of(valid.Token),
            TaskTokenReading.Expired expired => throw new ApiException(new ApiProblem(
                StatusCodes.Status410Gone, $"This task token was good until {UtcTime.Format(expired.Token.ExpiresAt)}. The task is not waited for any more.")),
            _ => throw new ApiException(new ApiProblem(StatusCodes.Status403Forbidden, "This is no task token of this system, or a part of it is missing or changed.")),
        };
    }

    private static ApiException Ended(TaskAnswer first) => new(ApiProblem.Conflict(
        $"This task was ended at {UtcTime.Format(first.At)} ({first.End switch
        {
            TaskEnd.Success => "success",
            TaskEnd.Failure => $"failure: {first.Error ?? "no error was named"}",
            TaskEnd.Timeout => "nobody answered in time",
            _ => "no heartbeat came in time",
        }})."));
}
