using InventoryFunctions.EmbeddedHost.Functions;
using InventoryFunctions.EmbeddedHost.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace InventoryFunctions.EmbeddedHost.Http;

/// <summary>Makes endpoints of HTTP-triggered functions, and answers as the Functions ASP.NET Core integration does.</summary>
internal sealed class HttpEndpoints(FunctionRunner runner, FunctionKey key, HostJson hostJson, ILogger<HttpEndpoints> logger)
{
    // The key under which the integration's FunctionContext.GetHttpContext() looks.
    private const string HttpContextItem = "HttpRequestContext";

    public void Map(IEndpointRouteBuilder routes, EmbeddedFunction function)
    {
        var trigger = (HttpTriggerAttribute)function.Trigger;
        var template = $"{hostJson.RoutePrefix}/{trigger.Route ?? function.Name}".TrimStart('/');
        RequestDelegate handle = http => TraceAsync(http, function, trigger.AuthLevel, template);
        try
        {
            var pattern = RoutePatternFactory.Parse(template);
            var endpoint = trigger.Methods is { Length: > 0 } methods
                ? routes.MapMethods(pattern.RawText!, methods, handle)
                : routes.Map(pattern, handle);
            endpoint.WithDisplayName(function.Name);
        }
        catch (RoutePatternException error)
        {
            throw new HostStartException($"Function '{function.Name}': route '{template}' is not valid: {error.Message}", innerException: error);
        }
    }

    /// <summary>Says in problem details what was answered without a body: above all that no function has the address, or the method there.</summary>
    public static Task ExplainAsync(StatusCodeContext status)
    {
        HttpContext http = status.HttpContext;
        string address = $"{http.Request.PathBase}{http.Request.Path}";
        return TypedResults.Problem(
            http.Response.StatusCode switch
            {
                StatusCodes.Status404NotFound => $"There is nothing at {address}; the README lists the calls.",
                StatusCodes.Status405MethodNotAllowed => $"{http.Request.Method} is no call of {address}; it takes {http.Response.Headers.Allow}.",
                int other => $"The request was answered {other} {ReasonPhrases.GetReasonPhrase(other)}.",
            },
            statusCode: http.Response.StatusCode).ExecuteAsync(http);
    }

    private async Task TraceAsync(HttpContext http, EmbeddedFunction function, AuthorizationLevel level, string route)
    {
        using var call = HostTracing.StartCall(http.Request, route);
        await HandleAsync(http, function, level);
        HostTracing.EndCall(call, http.Response.StatusCode);
    }

    private async Task HandleAsync(HttpContext http, EmbeddedFunction function, AuthorizationLevel level)
    {
        if (!key.Admits(http.Request, level))
        {
            await Problem(http, StatusCodes.Status401Unauthorized, FunctionKey.Demand);
            return;
        }

        try
        {
            var result = await runner.RunAsync(
                function,
                new Trigger(http.Request, http.Request.RouteValues.ToDictionary(), http.RequestAborted),
                context => context.Items[HttpContextItem] = http);
            await WriteAsync(http, result);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            // The caller has gone; nobody reads an answer.
        }
        catch (BadHttpRequestException error) when (!http.Response.HasStarted)
        {
            await Problem(http, error.StatusCode, error.Message);
        }
        catch (Exception error)
        {
            HttpLog.Failed(logger, error, function.Name, http.Request.Method, http.Request.Path);
            if (http.Response.HasStarted)
            {
                http.Abort();
                return;
            }

            await Problem(http, StatusCodes.Status500InternalServerError, "The function failed; the host's log has the error.");
        }
    }

    private static Task WriteAsync(HttpContext http, object? result) => result switch
    {
        null => Task.CompletedTask,
        IActionResult action => action.ExecuteResultAsync(new ActionContext(http, http.GetRouteData(), new ActionDescriptor())),
        IResult direct => direct.ExecuteAsync(http),
        _ => new ObjectResult(result).ExecuteResultAsync(new ActionContext(http, http.GetRouteData(), new ActionDescriptor())),
    };

    private static Task Problem(HttpContext http, int status, string detail)
    {
        http.Response.Clear();
        ProblemHttpResult problem = TypedResults.Problem(detail, statusCode: status);
        return problem.ExecuteAsync(http);
    }
}
