using System.Text.Json;
using InventoryFunctions.Domain.Validation;
using Microsoft.AspNetCore.Http;

namespace InventoryFunctions.Api;

/// <summary>Reads JSON bodies, and refuses them with words that name the field and the rule.</summary>
public static class JsonBody
{
    /// <summary>The largest body. The default value is 1 MiB.</summary>
    public const int DefaultMaxBytes = 1024 * 1024;

    /// <summary>The body of <paramref name="request"/>.</summary>
    /// <exception cref="ApiException">400 with every field that is not as <typeparamref name="T"/> asks; 413; 415.</exception>
    public static async Task<T> ReadAsync<T>(HttpRequest request, CancellationToken cancellation, int maxBytes = DefaultMaxBytes)
        where T : class =>
        await ReadOptionalAsync<T>(request, cancellation, maxBytes)
        ?? throw new ApiException(ApiProblem.Invalid("body", "must be a JSON object; it is empty"));

    /// <summary>The body of <paramref name="request"/>, or null where it has none.</summary>
    /// <exception cref="ApiException">400 with every field that is not as <typeparamref name="T"/> asks; 413; 415.</exception>
    public static async Task<T?> ReadOptionalAsync<T>(HttpRequest request, CancellationToken cancellation, int maxBytes = DefaultMaxBytes)
        where T : class
    {
        byte[] body = await RequestBody.ReadAsync(request, maxBytes, cancellation);
        if (body.Length == 0)
        {
            return null;
        }

        if (request.ContentType is { Length: > 0 } && !request.HasJsonContentType())
        {
            throw new ApiException(ApiProblem.UnsupportedMediaType("application/json", request.ContentType));
        }

        try
        {
            using JsonDocument document = JsonDocument.Parse(body, new JsonDocumentOptions { AllowDuplicateProperties = false });
            List<BrokenRule> broken = [];
            JsonShape.Check(document.RootElement, typeof(T), "", broken);
            return broken.Count == 0
                ? document.Deserialize<T>(ApiJson.Options)
                : throw new ApiException(ApiProblem.Invalid(broken));
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
}
