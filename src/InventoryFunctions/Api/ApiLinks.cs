using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;

namespace InventoryFunctions.Api;

/// <summary>Addresses within this API.</summary>
public static class ApiLinks
{
    /// <summary>The address of <paramref name="route"/>, e.g. <c>jobs/{id}</c>, as the caller of <paramref name="request"/> reaches it.</summary>
    /// <param name="request">A request for <paramref name="ownRoute"/>.</param>
    /// <param name="ownRoute">The route of the function that answers, its parameters filled in; what stands before it is the API's prefix.</param>
    /// <param name="route">The route to link to, escaped.</param>
    public static Uri LinkTo(this HttpRequest request, string ownRoute, string route)
    {
        string path = request.Path.Value?.TrimEnd('/') ?? "";
        string prefix = path.EndsWith("/" + ownRoute, StringComparison.OrdinalIgnoreCase) ? path[..^ownRoute.Length] : "/";
        return new Uri(UriHelper.BuildAbsolute(request.Scheme, request.Host, request.PathBase, prefix) + route);
    }
}
