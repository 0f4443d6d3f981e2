using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using InventoryFunctions.Domain.Validation;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace InventoryFunctions.Api;

/// <summary>Reads JSON bodies, and refuses them with words that name the field and the rule.</summary>
public static class JsonBody
{
    /// <summary>The largest body. The default value is 1 MiB.</summary>
    public const int DefaultMaxBytes = 1024 * 1024;

    // What is not known is refused by name, together with what else is wrong.
    private static readonly JsonSerializerOptions KnownFields = new(ApiJson.Options) { UnmappedMemberHandling = JsonUnmappedMemberHandling.Skip };

    /// <summary>The body of <paramref name="request"/>.</summary>
    /// <param name="request">The request.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <param name="maxBytes">The most bytes of the body.</param>
    /// <param name="check">The rules that a body breaks whose fields are of the right kinds; null where there are none besides the kinds.</param>
    /// <exception cref="ApiException">400 with every field that is not as <typeparamref name="T"/> or <paramref name="check"/> asks; 413; 415.</exception>
    public static async Task<T> ReadAsync<T>(
        HttpRequest request, CancellationToken cancellation, int maxBytes = DefaultMaxBytes, Func<T, IReadOnlyList<BrokenRule>>? check = null)
        where T : class =>
        await ReadOptionalAsync(request, cancellation, maxBytes, check)
        ?? throw new ApiException(ApiProblem.Invalid("body", "must be a JSON object; it is empty"));

    /// <summary>As <see cref="ReadAsync{T}"/>, or null where there is no body.</summary>
    /// <param name="request">The request.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <param name="maxBytes">The most bytes of the body.</param>
    /// <param name="check">The rules that a body breaks whose fields are of the right kinds; null where there are none besides the kinds.</param>
    /// <exception cref="ApiException">400 with every field that is not as <typeparamref name="T"/> or <paramref name="check"/> asks; 413; 415.</exception>
    public static async Task<T?> ReadOptionalAsync<T>(
        HttpRequest request, CancellationToken cancellation, int maxBytes = DefaultMaxBytes, Func<T, IReadOnlyList<BrokenRule>>? check = null)
        where T : class
    {
        ReadOnlyMemory<byte> body = await RequestBody.ReadAsync(request, maxBytes, cancellation);
        if (body.Span.StartsWith(Encoding.UTF8.Preamble))
        {
            body = body[Encoding.UTF8.Preamble.Length..];
        }

        if (body.Length == 0)
        {
            return null;
        }

        if (request.ContentType is { Length: > 0 } && !(request.HasJsonContentType() && IsUtf8(request)))
        {
            throw new ApiException(ApiProblem.UnsupportedMediaType("application/json in UTF-8", request.ContentType));
        }

        (T? read, List<BrokenRule> broken) = Parse<T>(body);
        broken.AddRange(read is null ? [] : check?.Invoke(read) ?? []);
        return broken.Count == 0 ? read : throw new ApiException(ApiProblem.Invalid(broken));
    }

    /// <returns>The body, null where a field is of the wrong kind; and what is wrong with its fields.</returns>
    private static (T? Body, List<BrokenRule> Broken) Parse<T>(ReadOnlyMemory<byte> body)
        where T : class
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(body, new JsonDocumentOptions { AllowDuplicateProperties = false });
            List<BrokenRule> broken = [];
            JsonShape.Check(document.RootElement, typeof(T), "", broken);
            bool isReadable = broken.Count == 0 || IsRightButForUnknownFields<T>(document.RootElement);
            return (isReadable ? document.Deserialize<T>(KnownFields) : null, broken);
        }
        catch (InvalidOperationException)
        {
            // A name or text of bytes that are no UTF-8, or with half of a surrogate pair.
            throw new ApiException(ApiProblem.Invalid("body", "must be JSON of valid Unicode in UTF-8"));
        }
        catch (JsonException malformed)
        {
            throw new ApiException(ApiProblem.Invalid("body", $"must be JSON: {malformed.Message}"));
        }
    }

    private static bool IsRightButForUnknownFields<T>(JsonElement body)
    {
        List<BrokenRule> broken = [];
        JsonShape.Check(body, typeof(T), "", broken, refuseUnknown: false);
        return broken.Count == 0;
    }

    private static bool IsUtf8(HttpRequest request) =>
        HeaderUtilities.RemoveQuotes(MediaTypeHeaderValue.Parse(request.ContentType).Charset) is var charset
        && (charset.Length == 0 || charset.Equals(Encoding.UTF8.WebName, StringComparison.OrdinalIgnoreCase));
}
