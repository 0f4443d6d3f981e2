namespace InventoryFunctions.Domain.Recovery;

/// <summary>Which moments the inventory can be brought back to (parity A10).</summary>
public static class RestoreMoment
{
    /// <summary>How far back: the 35 days of the original's point-in-time recovery.</summary>
    public static readonly TimeSpan Reach = TimeSpan.FromDays(35);

    /// <summary>The rule that <paramref name="asOf"/> breaks, or null.</summary>
    /// <param name="asOf">The moment asked for.</param>
    /// <param name="began">When the journal began, or null where that is not known.</param>
    /// <param name="now">The present.</param>
    public static string? Check(DateTimeOffset asOf, DateTimeOffset? began, DateTimeOffset now)
    {
        if (asOf > now)
        {
            return FormattableString.Invariant($"must not be in the future; it is {now.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'} now");
        }

        DateTimeOffset first = now - Reach;
        if (asOf < first)
        {
            return FormattableString.Invariant(
                $"must be within the last {Reach.TotalDays:0} days, not before {first.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}: no older changes are kept");
        }

        return began is { } beginning && asOf < beginning
            ? FormattableString.Invariant($"must not be before {beginning.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}, when this inventory's journal began")
            : null;
    }
}
