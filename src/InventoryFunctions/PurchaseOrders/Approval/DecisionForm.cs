using System.Globalization;
using System.Text;
using InventoryFunctions.Api;
using InventoryFunctions.Domain.PurchaseOrders;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace InventoryFunctions.PurchaseOrders.Approval;

/// <summary>What the form of <see cref="DecisionPage"/> sends, as it came in.</summary>
/// <param name="Token">The token.</param>
/// <param name="Action">The value of the button.</param>
/// <param name="Version">The version that was shown.</param>
/// <param name="Comment">The comment, its lines ended by line feeds, without other control characters; null where there is none.</param>
internal sealed record DecisionForm(string? Token, string? Action, string? Version, string? Comment)
{
    /// <summary>The most bytes of the body: a comment of the longest in the widest script, three times that by form encoding, and the token.</summary>
    public const int MaxBytes = 64 * 1024;

    private const string FormType = "application/x-www-form-urlencoded";

    private static readonly string[] Fields = ["token", "action", "version", "comment"];

    /// <summary>The decision that <see cref="Action"/> names (parity B6), or null.</summary>
    public PurchaseOrderAction? Decision => Action switch
    {
        "approve" => PurchaseOrderAction.Approve,
        "reject" => PurchaseOrderAction.Reject,
        _ => null,
    };

    /// <summary><see cref="Version"/> as a number, or null.</summary>
    public int? VersionNumber => int.TryParse(Version, NumberStyles.None, CultureInfo.InvariantCulture, out int version) ? version : null;

    /// <summary>The form in the body of <paramref name="request"/>, of which no more than <see cref="MaxBytes"/> are kept.</summary>
    /// <exception cref="ApiException">400: it has other fields; 413; 415.</exception>
    public static async Task<DecisionForm> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out MediaTypeHeaderValue? type)
            || !type.MediaType.Equals(FormType, StringComparison.OrdinalIgnoreCase)
            || (type.Charset.HasValue && !HeaderUtilities.RemoveQuotes(type.Charset).Equals("utf-8", StringComparison.OrdinalIgnoreCase)))
        {
            throw new ApiException(ApiProblem.UnsupportedMediaType($"{FormType}; charset=utf-8", request.ContentType));
        }

        // A form is written like a query (https://url.spec.whatwg.org/#application/x-www-form-urlencoded).
        byte[] body = await RequestBody.ReadAsync(request, MaxBytes, cancellationToken);
        Dictionary<string, StringValues> form = QueryHelpers.ParseQuery("?" + Encoding.UTF8.GetString(body));
        if (form.Keys.Except(Fields, StringComparer.OrdinalIgnoreCase).Any())
        {
            throw new ApiException(new ApiProblem(StatusCodes.Status400BadRequest, $"The form has the fields {string.Join(", ", Fields)}, and no others."));
        }

        return new DecisionForm(
            form.GetValueOrDefault("token"), form.GetValueOrDefault("action"), form.GetValueOrDefault("version"), CommentOf(form.GetValueOrDefault("comment")));
    }

    // Browsers send CR LF for the line ends that they count as one character.
    private static string? CommentOf(string? text)
    {
        string comment = string.Concat((text ?? "").ReplaceLineEndings("\n").Where(character => character is '\n' or '\t' || !char.IsControl(character))).Trim();
        return comment.Length == 0 ? null : comment;
    }
}
