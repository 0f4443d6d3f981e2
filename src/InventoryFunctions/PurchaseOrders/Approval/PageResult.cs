using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace InventoryFunctions.PurchaseOrders.Approval;

/// <summary>A page that nobody keeps, frames, indexes or hears of by referrer, and in which no script runs.</summary>
/// <param name="status">The HTTP status.</param>
/// <param name="page">The page.</param>
/// <param name="retryAfter">How long to wait before trying again, or null.</param>
internal sealed class PageResult(int status, Html page, TimeSpan? retryAfter = null) : IActionResult
{
    private static readonly (string Name, string Value)[] Headers =
    [
        ("Content-Security-Policy",
            $"default-src 'none'; style-src '{PageStyle.Hash}'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"),
        ("Referrer-Policy", "no-referrer"),
        ("Cache-Control", "no-store"),
        ("X-Content-Type-Options", "nosniff"),
        ("X-Frame-Options", "DENY"),
        ("X-Robots-Tag", "noindex"),
    ];

    public async Task ExecuteResultAsync(ActionContext context)
    {
        HttpResponse response = context.HttpContext.Response;
        response.StatusCode = status;
        foreach ((string name, string value) in Headers)
        {
            response.Headers[name] = value;
        }

        if (retryAfter is { } wait)
        {
            response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        }

        byte[] body = Encoding.UTF8.GetBytes(page.ToString());
        response.ContentType = "text/html; charset=utf-8";
        response.ContentLength = body.Length;
        if (!HttpMethods.IsHead(context.HttpContext.Request.Method))
        {
            await response.Body.WriteAsync(body, context.HttpContext.RequestAborted);
        }
    }
}
