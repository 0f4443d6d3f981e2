using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace InventoryFunctions.Tests.Api;

/// <summary>Requests without a server, and what was answered to them.</summary>
internal static class Requests
{
    public static HttpRequest Get(string pathAndQuery)
    {
        HttpRequest request = new DefaultHttpContext().Request;
        string[] parts = pathAndQuery.Split('?', 2);
        request.Method = "GET";
        request.Scheme = "http";
        request.Host = new HostString("localhost", 7071);
        request.Path = parts[0];
        request.QueryString = parts.Length > 1 ? new QueryString("?" + parts[1]) : QueryString.Empty;
        return request;
    }

    public static HttpRequest Post(string body, string? contentType = "application/json")
    {
        HttpRequest request = Get("/api/things");
        request.Method = "POST";
        request.ContentType = contentType;
        request.Body = new MemoryStream(Encoding.UTF8.GetBytes(body));
        return request;
    }

    /// <summary>Writes <paramref name="result"/> as a host does, without MVC's services.</summary>
    public static async Task<(HttpResponse Response, JsonElement Body)> AnswerAsync(IActionResult result)
    {
        DefaultHttpContext context = new();
        using MemoryStream body = new();
        context.Response.Body = body;
        await result.ExecuteResultAsync(new ActionContext(context, new RouteData(), new()));
        return (context.Response, body.Length == 0 ? default : JsonElement.Parse(body.ToArray()));
    }
}
