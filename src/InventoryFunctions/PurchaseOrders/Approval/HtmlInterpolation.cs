using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using InventoryFunctions.Api;

namespace InventoryFunctions.PurchaseOrders.Approval;

/// <summary>Builds <see cref="Html"/> of an interpolated string. A hole of a type that has no method here does not compile.</summary>
/// <param name="literalLength">Characters between the holes.</param>
/// <param name="holes">How many there are.</param>
[InterpolatedStringHandler]
internal readonly struct HtmlInterpolation(int literalLength, int holes)
{
    private readonly StringBuilder _text = new(literalLength + (16 * holes));

    public void AppendLiteral(string text) => _text.Append(text);

    public void AppendFormatted(Html html) => _text.Append(html);

    public void AppendFormatted(IEnumerable<Html> all) => _text.AppendJoin('\n', all);

    /// <summary>Text, encoded so that it means itself between tags and within quotes, and turns nothing around.</summary>
    public void AppendFormatted(string? text) => _text.Append(Html.Encoder.Encode(TextDirection.Unforced(text ?? "")));

    /// <summary>A quantity as people read it, e.g. 1,200.</summary>
    public void AppendFormatted(int quantity) => _text.Append(quantity.ToString("N0", CultureInfo.InvariantCulture));

    /// <summary>A time as people read it, with the one that machines read.</summary>
    public void AppendFormatted(DateTimeOffset time)
    {
        DateTime utc = time.UtcDateTime;
        _text.Append(CultureInfo.InvariantCulture, $"<time datetime=\"{utc:yyyy-MM-dd'T'HH:mm:ss'Z'}\">{utc:d MMMM yyyy, HH:mm} UTC</time>");
    }

    /// <inheritdoc />
    public override string ToString() => _text.ToString();
}
