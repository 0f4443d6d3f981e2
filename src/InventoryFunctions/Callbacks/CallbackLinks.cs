using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace InventoryFunctions.Callbacks;

/// <summary>Addresses of this API as people and systems outside reach it, for messages that no request led to.</summary>
public sealed class CallbackLinks(IOptions<CallbackOptions> options, IConfiguration configuration)
{
    // Core Tools' and the embedded host's own; nobody else runs without a name.
    private const string DevelopmentHost = "localhost:7071";

    private readonly Lazy<string> _routePrefix = new(() => HostEnvironment.RoutePrefix(configuration));

    /// <summary>The address of <paramref name="route"/>, e.g. <c>tasks/{token}/success</c>.</summary>
    /// <param name="route">The route, escaped, without a slash before it; a query may follow.</param>
    public Uri To(string route) => new($"{Base()}/{route}");

    // Read every time: the embedded host knows its port only when it listens.
    private string Base()
    {
        if (options.Value.BaseUrl is { Length: > 0 } set)
        {
            return set.TrimEnd('/');
        }

        string host = HostEnvironment.HostName(configuration) ?? DevelopmentHost;
        string scheme = new Uri($"{Uri.UriSchemeHttp}://{host}").IsLoopback ? Uri.UriSchemeHttp : Uri.UriSchemeHttps;
        return $"{scheme}://{host}/{_routePrefix.Value}".TrimEnd('/');
    }
}
