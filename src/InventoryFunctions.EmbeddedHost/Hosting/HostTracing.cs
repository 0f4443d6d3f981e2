using System.Diagnostics;
using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace InventoryFunctions.EmbeddedHost.Hosting;

/// <summary>
/// The host's spans. Those of HTTP calls name the function's route and no address: some of these have a token in them.
/// </summary>
internal static class HostTracing
{
    public const string SourceName = "InventoryFunctions.EmbeddedHost";

    public static ActivitySource Source { get; } = new(SourceName);

    /// <summary>Begins the span of an HTTP call, in the caller's trace where it names one. Null where nobody listens.</summary>
    public static Activity? StartCall(HttpRequest request, string route)
    {
        if (!Source.HasListeners())
        {
            return null;
        }

        // The web server's own span is not listened to; beneath it, this one would be left out as well.
        Activity.Current = null;
        _ = ActivityContext.TryParse(Header("traceparent"), Header("tracestate"), isRemote: true, out ActivityContext caller);
        return Source.StartActivity(
            ActivityKind.Server,
            caller,
            [new("http.request.method", request.Method), new("http.route", route)],
            name: $"{request.Method} {route}");

        string? Header(string name) => request.Headers.TryGetValue(name, out StringValues values) ? values.ToString() : null;
    }

    /// <summary>Notes the answer of an HTTP call.</summary>
    public static void EndCall(Activity? call, int status)
    {
        if (call is null)
        {
            return;
        }

        call.SetTag("http.response.status_code", status.ToString(CultureInfo.InvariantCulture));
        if (status >= StatusCodes.Status500InternalServerError)
        {
            call.SetStatus(ActivityStatusCode.Error);
        }
    }
}
