namespace InventoryFunctions.Retention;

/// <summary>How far a retention run is: its input from one generation to the next, its custom status, and its output.</summary>
/// <param name="Now">The time of the run, or null before it began.</param>
/// <param name="Kind">What it is at.</param>
/// <param name="Position">Where it goes on there.</param>
/// <param name="Removed">How many things were removed so far, by kind.</param>
/// <param name="Failed">The kinds that could not be removed to the end.</param>
public sealed record RetentionProgress(
    DateTimeOffset? Now, RetentionKind Kind, string? Position, IReadOnlyDictionary<string, long> Removed, IReadOnlyList<string> Failed)
{
    /// <summary>Nothing is done yet.</summary>
    public static RetentionProgress Start { get; } = new(null, RetentionKind.Jobs, null, new Dictionary<string, long>(), []);

    /// <summary>After one more piece.</summary>
    public RetentionProgress After(RetentionPiece piece)
    {
        Dictionary<string, long> removed = new(Removed) { [Kind.ToString()] = Removed.GetValueOrDefault(Kind.ToString()) + piece.Removed };
        return piece.Next is null ? Following() with { Removed = removed } : this with { Position = piece.Next, Removed = removed };
    }

    /// <summary>After a kind that could not be removed.</summary>
    public RetentionProgress AfterFailure() => Following() with { Failed = [.. Failed, Kind.ToString()] };

    private RetentionProgress Following() => this with { Kind = Kind + 1, Position = null };
}
