using Azure.Core;

namespace Azure.Data.Tables;

internal static class QueryPages
{
    public static void Append(RequestUriBuilder uri, string name, string value)
    {
        if (value != null)
        {
            uri.AppendQuery(name, value, escapeValue: true);
        }
    }
}

/// <summary>A query as pages: <paramref name="read"/> answers the page behind a continuation token (null: the first).</summary>
internal sealed class QueryPages<T>(int? maxPerPage, Func<string, int?, CancellationToken, Task<Page<T>>> read, CancellationToken cancellationToken)
    : AsyncPageable<T>(cancellationToken)
{
    public override async IAsyncEnumerable<Page<T>> AsPages(string continuationToken = null, int? pageSizeHint = null)
    {
        do
        {
            var page = await read(continuationToken, pageSizeHint ?? maxPerPage, CancellationToken).ConfigureAwait(false);
            yield return page;
            continuationToken = page.ContinuationToken;
        }
        while (continuationToken != null);
    }
}
