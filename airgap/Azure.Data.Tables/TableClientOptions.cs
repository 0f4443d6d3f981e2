using Azure.Core;

namespace Azure.Data.Tables;

public class TableClientOptions : ClientOptions
{
    public TableClientOptions(ServiceVersion serviceVersion = ServiceVersion.V2020_12_06) => Version = serviceVersion switch
    {
        ServiceVersion.V2019_02_02 => "2019-02-02",
        ServiceVersion.V2020_12_06 => "2020-12-06",
        _ => throw new ArgumentOutOfRangeException(nameof(serviceVersion)),
    };

    public TableAudience? Audience { get; set; }
    public bool EnableTenantDiscovery { get; set; }
    internal string Version { get; }

    public enum ServiceVersion
    {
        V2019_02_02 = 1,
        V2020_12_06 = 2,
    }
}

public readonly struct TableAudience(string value) : IEquatable<TableAudience>
{
    private readonly string value = value;
    public static TableAudience AzurePublicCloud { get; } = new("https://storage.azure.com");
    public static TableAudience AzureChina { get; } = new("https://storage.azure.cn");
    public static TableAudience AzureGovernment { get; } = new("https://storage.azure.us");
    public bool Equals(TableAudience other) => string.Equals(value, other.value, StringComparison.OrdinalIgnoreCase);
    public override bool Equals(object obj) => obj is TableAudience other && Equals(other);
    public override int GetHashCode() => StringComparer.OrdinalIgnoreCase.GetHashCode(value ?? "");
    public override string ToString() => value;
    public static bool operator ==(TableAudience left, TableAudience right) => left.Equals(right);
    public static bool operator !=(TableAudience left, TableAudience right) => !left.Equals(right);
    public static implicit operator TableAudience(string value) => new(value);
}
