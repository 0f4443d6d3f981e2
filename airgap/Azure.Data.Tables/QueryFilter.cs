using System.Globalization;
using System.Text;
using System.Xml;

namespace Azure.Data.Tables;

/// <summary>OData literals for the values in an interpolated filter.</summary>
internal static class QueryFilter
{
    public static string Create(FormattableString filter) =>
        filter == null ? null : string.Format(CultureInfo.InvariantCulture, filter.Format, Array.ConvertAll(filter.GetArguments(), Literal));

    private static string Literal(object value) => value switch
    {
        null => "null",
        bool flag => flag ? "true" : "false",
        long or ulong => string.Create(CultureInfo.InvariantCulture, $"{value}L"),
        sbyte or byte or short or ushort or int or uint or decimal or float or double => Convert.ToString(value, CultureInfo.InvariantCulture),
        Guid id => $"guid'{id}'",
        byte[] bytes => $"X'{Convert.ToHexString(bytes)}'",
        BinaryData data => $"X'{Convert.ToHexString(data)}'",
        DateTimeOffset instant => Literal(instant.UtcDateTime),
        DateTime instant => $"datetime'{XmlConvert.ToString(instant.ToUniversalTime(), XmlDateTimeSerializationMode.RoundtripKind)}'",
        string or char or StringBuilder => $"'{value.ToString().Replace("'", "''", StringComparison.Ordinal)}'",
        _ => throw new ArgumentException($"Unable to convert a {value.GetType()} to an OData literal."),
    };
}
