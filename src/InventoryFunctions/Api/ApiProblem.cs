using InventoryFunctions.Domain.Validation;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace InventoryFunctions.Api;

/// <summary>Why a request is refused, as RFC 9457 problem details tell it.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Detail">What is wrong, in words a person can act on.</param>
/// <param name="Errors">Every broken rule, where the input breaks rules.</param>
public sealed record ApiProblem(int Status, string Detail, IReadOnlyList<BrokenRule>? Errors = null)
{
    /// <summary>How long a caller should wait before it tries again, or null where trying again is no use.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>The status in words.</summary>
    public string Title => ReasonPhrases.GetReasonPhrase(Status);

    /// <summary>400: the input breaks <paramref name="rules"/>.</summary>
    public static ApiProblem Invalid(IReadOnlyList<BrokenRule> rules) =>
        new(StatusCodes.Status400BadRequest, string.Join("; ", rules), rules);

    /// <summary>400: the input breaks one rule.</summary>
    public static ApiProblem Invalid(string field, string rule) => Invalid([new BrokenRule(field, rule)]);

    /// <summary>404: there is no such thing.</summary>
    public static ApiProblem NotFound(string detail) => new(StatusCodes.Status404NotFound, detail);

    /// <summary>409: it can't be done in the present state.</summary>
    public static ApiProblem Conflict(string detail) => new(StatusCodes.Status409Conflict, detail);

    /// <summary>412: the condition of If-Match or If-None-Match does not hold.</summary>
    public static ApiProblem PreconditionFailed(string detail) => new(StatusCodes.Status412PreconditionFailed, detail);

    /// <summary>413: the body has more than <paramref name="maxBytes"/> bytes.</summary>
    public static ApiProblem TooLarge(long maxBytes) =>
        new(StatusCodes.Status413PayloadTooLarge, FormattableString.Invariant($"The body may have at most {maxBytes:N0} bytes."));

    /// <summary>415: the body is not of the type asked for.</summary>
    public static ApiProblem UnsupportedMediaType(string expected, string? actual) =>
        new(StatusCodes.Status415UnsupportedMediaType, $"Send the body as Content-Type: {expected}, not {actual ?? "without one"}.");

    /// <summary>503: the storage account can't be reached just now; nothing is wrong with the request.</summary>
    public static ApiProblem StorageUnreachable() => new(
        StatusCodes.Status503ServiceUnavailable,
        "The storage account cannot be reached. Send the request again in a few seconds.") { RetryAfter = TimeSpan.FromSeconds(5) };

    /// <summary>503: the durable engine does not answer just now; nothing is wrong with the request, and it may have been carried out.</summary>
    public static ApiProblem EngineUnreachable() => new(
        StatusCodes.Status503ServiceUnavailable,
        "The orchestration engine cannot be reached. Send the request again in a few seconds.") { RetryAfter = TimeSpan.FromSeconds(5) };

    /// <summary>500: a defect of the app; what happened is in its log under <paramref name="traceId"/>.</summary>
    public static ApiProblem Unexpected(string traceId) =>
        new(StatusCodes.Status500InternalServerError, $"An unexpected error occurred. The log names it under {traceId}.");
}
