using Microsoft.AspNetCore.Http;

namespace InventoryFunctions.Api;

/// <summary>Reads the whole body of a request, up to a limit.</summary>
internal static class RequestBody
{
    /// <summary>The body of <paramref name="request"/>; empty where it has none.</summary>
    /// <exception cref="ApiException">413: it has more than <paramref name="maxBytes"/> bytes.</exception>
    public static async Task<byte[]> ReadAsync(HttpRequest request, int maxBytes, CancellationToken cancellation)
    {
        if (request.ContentLength > maxBytes)
        {
            throw new ApiException(ApiProblem.TooLarge(maxBytes));
        }

        using MemoryStream body = new();
        byte[] buffer = new byte[16 * 1024];
        int read;
        while ((read = await request.Body.ReadAsync(buffer, cancellation)) > 0)
        {
            if (body.Length + read > maxBytes)
            {
                throw new ApiException(ApiProblem.TooLarge(maxBytes));
            }

            body.Write(buffer, 0, read);
        }

        return body.ToArray();
    }
}
