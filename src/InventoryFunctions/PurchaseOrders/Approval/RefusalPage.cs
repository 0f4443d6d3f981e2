using InventoryFunctions.Api;
using Microsoft.AspNetCore.Http;

namespace InventoryFunctions.PurchaseOrders.Approval;

/// <summary>Pages that tell why nothing can be decided, and nothing about any purchase order.</summary>
internal static class RefusalPage
{
    private const string Footer = "Nothing was changed.";
    private const string UnknownFooter = "It is not known whether your answer was recorded. Open the link again to see.";

    /// <summary>For a token that we did not sign for this purchase order.</summary>
    public static Html Forged { get; } = PageLayout.Of(
        "This link is not valid",
        Html.Of($"""
            <p>A part of the link is missing or was changed. Mail programs sometimes break long links: open it from the message once more, or copy all of it into
            the address bar.</p>
            """),
        Footer);

    /// <summary>For a link whose time is over.</summary>
    public static Html Expired(DateTimeOffset at) => PageLayout.Of(
        "This link has expired",
        Html.Of($"<p>The purchase order could be decided until {at}. If the product is still needed, the next request opens a new one, and you will be asked again.</p>"),
        Footer);

    /// <summary>For a purchase order that is not kept any more.</summary>
    public static Html Gone { get; } = PageLayout.Of(
        "There is no such purchase order", Html.Of($"<p>It was decided, or expired, a long time ago and is not kept any more.</p>"), Footer);

    /// <summary>For a form that none of our pages sends, and for failures of this system.</summary>
    /// <param name="problem">What is wrong.</param>
    /// <param name="isAnswer">Whether somebody decided: where this system failed, the decision may stand.</param>
    public static Html Of(ApiProblem problem, bool isAnswer) => PageLayout.Of(
        problem.Title,
        Html.Of($"<p>{problem.Detail}</p>"),
        isAnswer && problem.Status >= StatusCodes.Status500InternalServerError ? UnknownFooter : Footer);
}
