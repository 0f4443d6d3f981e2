using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Logging;

namespace InventoryFunctions.Api;

/// <summary>
/// What every HTTP function runs in: it turns refusals and failures into problem details, in every host alike. A function reads
/// <c>=> api.RunAsync(request, async cancellation => …)</c>.
/// </summary>
public sealed class ApiEndpoint(ILogger<ApiEndpoint> logger)
{
    /// <summary>Answers with what <paramref name="handle"/> returns, or with the problem that its exception stands for. A request with query parameters is refused.</summary>
    /// <param name="request">The request; its abort cancels the token that <paramref name="handle"/> gets.</param>
    /// <param name="handle">The function's work.</param>
    public Task<IActionResult> RunAsync(HttpRequest request, Func<CancellationToken, Task<IActionResult>> handle) => RunAsync(request, (query, cancellation) =>
    {
        query.Demand();
        return handle(cancellation);
    });

    /// <summary>As the other, for a function with query parameters, which reads them by <see cref="QueryReader"/> and demands that there be no others.</summary>
    /// <param name="request">The request; its abort cancels the token that <paramref name="handle"/> gets.</param>
    /// <param name="handle">The function's work.</param>
    public Task<IActionResult> RunAsync(HttpRequest request, Func<QueryReader, CancellationToken, Task<IActionResult>> handle) =>
        RunAsync(request, request.PathBase + request.Path, cancellation => handle(new QueryReader(request), cancellation));

    /// <summary>As the others, for a path that holds a secret, or problems that people read. It does not look at the query.</summary>
    /// <param name="request">The request; its abort cancels the token that <paramref name="handle"/> gets.</param>
    /// <param name="shownPath">What the log and the problem call the path.</param>
    /// <param name="handle">The function's work.</param>
    /// <param name="present">How a problem is told; problem details where it is null.</param>
    public async Task<IActionResult> RunAsync(
        HttpRequest request, string shownPath, Func<CancellationToken, Task<IActionResult>> handle, Func<ApiProblem, IActionResult>? present = null)
    {
        CancellationToken aborted = request.HttpContext.RequestAborted;
        try
        {
            return await handle(aborted);
        }
        catch (Exception gone) when (gone is ConnectionResetException or ConnectionAbortedException
            || (gone is OperationCanceledException && aborted.IsCancellationRequested))
        {
            // The caller went away. A read of the body may say so before the token does.
            return new ApiResult(StatusCodes.Status499ClientClosedRequest);
        }
#pragma warning disable CA1031 // The outermost frame of a request: every failure becomes an answer.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            string traceId = request.HttpContext.TraceIdentifier;
            ApiProblem problem = ApiFailures.Describe(failure, traceId);
            if (problem.Status >= StatusCodes.Status500InternalServerError)
            {
                logger.RequestFailed(failure, request.Method, shownPath, problem.Status, traceId);
            }

            return present is null ? ProblemResult.Of(problem, shownPath) : present(problem);
        }
    }
}
