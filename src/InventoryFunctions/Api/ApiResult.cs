using System.Text.Json;
using Azure;
using InventoryFunctions.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace InventoryFunctions.Api;

/// <summary>
/// An answer with a JSON body, or without one. It writes itself, without MVC's formatters, so that it is the same in every host.
/// </summary>
/// <param name="status">The HTTP status.</param>
/// <param name="value">The body, or null for none.</param>
public sealed class ApiResult(int status, object? value = null) : IActionResult
{
    private readonly Dictionary<string, string> headers = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The HTTP status.</summary>
    public int Status { get; } = status;

    /// <summary>The body, or null.</summary>
    public object? Value { get; } = value;

    /// <summary>The headers besides the content type.</summary>
    public IReadOnlyDictionary<string, string> Headers => headers;

    /// <summary>The content type of a body.</summary>
    public string ContentType { get; init; } = "application/json; charset=utf-8";

    /// <summary>200 with <paramref name="value"/>.</summary>
    public static ApiResult Ok(object value) => new(StatusCodes.Status200OK, value);

    /// <summary>201 with <paramref name="value"/>, which stands at <paramref name="location"/>.</summary>
    public static ApiResult Created(Uri location, object value) =>
        new ApiResult(StatusCodes.Status201Created, value).WithHeader("Location", location.AbsoluteUri);

    /// <summary>202 with <paramref name="value"/>: the work goes on, <paramref name="statusUrl"/> shows how far it is.</summary>
    public static ApiResult Accepted(Uri statusUrl, object value) =>
        new ApiResult(StatusCodes.Status202Accepted, value).WithHeader("Location", statusUrl.AbsoluteUri);

    /// <summary>204, without a body.</summary>
    public static ApiResult NoContent() => new(StatusCodes.Status204NoContent);

    /// <summary>304: the caller's copy is the present one.</summary>
    public static ApiResult NotModified(ETag tag) => new ApiResult(StatusCodes.Status304NotModified).WithETag(tag);

    /// <summary>200 with one page of a list: <c>{ "items": [...], "continuation": "…" | null }</c>.</summary>
    public static ApiResult Page<T>(ListPage<T> page) => Page(page, entry => entry);

    /// <summary>As <see cref="Page{T}"/>, each entry as <paramref name="view"/> shows it.</summary>
    public static ApiResult Page<T, TView>(ListPage<T> page, Func<T, TView> view) =>
        Ok(new ApiPage<TView>([.. page.Items.Select(view)], page.Continuation, page.Unreadable is [] ? null : page.Unreadable));

    /// <summary>This result with one more header.</summary>
    public ApiResult WithHeader(string name, string value)
    {
        headers[name] = value;
        return this;
    }

    /// <summary>This result with the ETag header that <see cref="Preconditions"/> compare.</summary>
    public ApiResult WithETag(ETag tag) => WithHeader("ETag", Preconditions.HeaderOf(tag));

    /// <inheritdoc />
    public async Task ExecuteResultAsync(ActionContext context)
    {
        HttpResponse response = context.HttpContext.Response;
        response.StatusCode = Status;
        foreach ((string name, string header) in headers)
        {
            response.Headers[name] = header;
        }

        if (Value is not null)
        {
            response.ContentType = ContentType;
            byte[] body = JsonSerializer.SerializeToUtf8Bytes(Value, Value.GetType(), ApiJson.Options);
            response.ContentLength = body.Length;
            await response.Body.WriteAsync(body, context.HttpContext.RequestAborted);
        }
    }
}
