namespace AirGapped;

/// <summary>What a storage connection string says about one service of the account.</summary>
internal sealed record StorageConnectionString(Uri Endpoint, string AccountName, string AccountKey)
{
    private const string DevelopmentAccount = "devstoreaccount1";
    private const string DevelopmentKey = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    public static StorageConnectionString Parse(string connectionString, string service, int developmentPort)
    {
        ArgumentException.ThrowIfNullOrEmpty(connectionString);
        var settings = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var part in connectionString.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0 || !settings.TryAdd(part[..equals], part[(equals + 1)..]))
            {
                throw new FormatException("Settings must be of the form \"name=value\", each name once.");
            }
        }

        if (settings.TryGetValue("UseDevelopmentStorage", out var development) && bool.Parse(development))
        {
            var proxy = settings.GetValueOrDefault("DevelopmentStorageProxyUri", "http://127.0.0.1").TrimEnd('/');
            return new(new Uri($"{proxy}:{developmentPort}/{DevelopmentAccount}"), DevelopmentAccount, DevelopmentKey);
        }

        if (!settings.TryGetValue("AccountName", out var account) || !settings.TryGetValue("AccountKey", out var key))
        {
            throw new FormatException("No valid combination of account information found: AccountName and AccountKey are needed.");
        }

        var endpoint = settings.TryGetValue($"{service}Endpoint", out var explicitEndpoint)
            ? explicitEndpoint.TrimEnd('/')
            : $"{settings.GetValueOrDefault("DefaultEndpointsProtocol", "https")}://{account}.{service.ToLowerInvariant()}." +
                settings.GetValueOrDefault("EndpointSuffix", "core.windows.net");
        return new(new Uri(endpoint), account, key);
    }

    /// <summary>The account of an endpoint: the first label of the host, or the path where the host is an address (the emulator).</summary>
    public static string AccountOf(Uri endpoint) => endpoint.HostNameType == UriHostNameType.Dns && endpoint.Host.Contains('.', StringComparison.Ordinal)
        ? endpoint.Host[..endpoint.Host.IndexOf('.', StringComparison.Ordinal)]
        : endpoint.Segments.Length > 1 ? endpoint.Segments[1].TrimEnd('/') : endpoint.Host;
}
