using Azure;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace InventoryFunctions.Api;

/// <summary>
/// The conditions of If-Match and If-None-Match. Table Storage's ETags are weak in form but strong in meaning, so they are handed
/// out as strong ones and compared without regard to the <c>W/</c>.
/// </summary>
public sealed class Preconditions
{
    private readonly IList<EntityTagHeaderValue>? ifMatch;
    private readonly IList<EntityTagHeaderValue>? ifNoneMatch;

    private Preconditions(IList<EntityTagHeaderValue>? ifMatch, IList<EntityTagHeaderValue>? ifNoneMatch) =>
        (this.ifMatch, this.ifNoneMatch) = (ifMatch, ifNoneMatch);

    /// <summary>Whether the request sets any condition.</summary>
    public bool Any => ifMatch is not null || ifNoneMatch is not null;

    /// <summary>The conditions of <paramref name="request"/>; a malformed header ends it with 400.</summary>
    public static Preconditions Of(HttpRequest request) =>
        new(Read(request, HeaderNames.IfMatch), Read(request, HeaderNames.IfNoneMatch));

    /// <summary>The header value that stands for <paramref name="tag"/>.</summary>
    public static string HeaderOf(ETag tag) => Strong(tag.ToString("H"));

    /// <summary>Whether the conditions hold for what is there now (null: nothing is).</summary>
    public bool Hold(ETag? present) =>
        (ifMatch is null || Matches(ifMatch, present)) && (ifNoneMatch is null || !Matches(ifNoneMatch, present));

    /// <summary>Ends the request with 412 where the conditions don't hold.</summary>
    public void Demand(ETag? present)
    {
        if (!Hold(present))
        {
            throw new ApiException(ApiProblem.PreconditionFailed(present is { } tag
                ? $"It is there with ETag {HeaderOf(tag)}, which the request's If-Match or If-None-Match rules out. Read it again and decide anew."
                : "It does not exist, which the request's If-Match rules out."));
        }
    }

    private static bool Matches(IList<EntityTagHeaderValue> tags, ETag? present) =>
        present is { } tag && tags.Any(t => t.Tag == "*" || Strong(t.Tag.ToString()) == HeaderOf(tag));

    private static string Strong(string tag) => tag.StartsWith("W/", StringComparison.Ordinal) ? tag[2..] : tag;

    private static IList<EntityTagHeaderValue>? Read(HttpRequest request, string header)
    {
        if (!request.Headers.TryGetValue(header, out var values))
        {
            return null;
        }

        return EntityTagHeaderValue.TryParseStrictList([.. values.OfType<string>()], out var tags)
            ? tags
            : throw new ApiException(ApiProblem.Invalid(header, "must be * or entity tags in quotes, as an ETag header shows them"));
    }
}
