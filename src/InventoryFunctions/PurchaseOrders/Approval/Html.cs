using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace InventoryFunctions.PurchaseOrders.Approval;

/// <summary>A piece of HTML in which everything that came from outside is encoded: one is interpolated, and only text of this program's own is taken as it is.</summary>
internal sealed class Html
{
    private readonly string _text;

    private Html(string text) => _text = text;

    /// <summary>Nothing.</summary>
    public static Html Empty { get; } = new("");

    /// <summary>Letters of every script stay as they are; what HTML gives a meaning to does not.</summary>
    internal static HtmlEncoder Encoder { get; } = HtmlEncoder.Create(UnicodeRanges.All);

    /// <summary>The text with every hole encoded, except holes that hold HTML.</summary>
    public static Html Of(HtmlInterpolation text) => new(text.ToString());

    /// <summary>Text of this program's own, such as a style sheet, as it is.</summary>
    public static Html Literal(string text) => new(text);

    /// <inheritdoc />
    public override string ToString() => _text;
}
