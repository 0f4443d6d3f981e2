using System.Globalization;
using InventoryFunctions.Api;
using InventoryFunctions.Domain.PurchaseOrders;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
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
    /// <exception cref="ApiException">413; 415.</exception>
    public static async Task<DecisionForm> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out MediaTypeHeaderValue? type) || !type.MediaType.Equals(FormType, StringComparison.OrdinalIgnoreCase))
        {
            throw new ApiException(ApiProblem.UnsupportedMediaType(FormType, request.ContentType));
        }

        if (request.ContentLength > MaxBytes)
        {
            throw new ApiException(ApiProblem.TooLarge(MaxBytes));
        }

        try
        {
            IFormCollection form = await request.ReadFormAsync(
                new FormOptions { KeyLengthLimit = 64, ValueLengthLimit = MaxBytes / 4, ValueCountLimit = 4 }, cancellationToken);
            return new DecisionForm(form["token"], form["action"], form["version"], CommentOf(form["comment"]));
        }
        catch (InvalidDataException)
        {
            throw new ApiException(ApiProblem.TooLarge(MaxBytes));
        }
    }

    // Browsers send CR LF for the line ends that they count as one character.
    private static string? CommentOf(string? text)
    {
        string comment = string.Concat((text ?? "").ReplaceLineEndings("\n").Where(character => character is '\n' or '\t' || !char.IsControl(character))).Trim();
        return comment.Length == 0 ? null : comment;
    }
}
