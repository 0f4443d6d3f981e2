namespace InventoryFunctions.Domain.PurchaseOrders;

/// <summary>What a person decides about a purchase order.</summary>
/// <param name="Action">How.</param>
/// <param name="Version">The version that was shown to them: nobody decides about another quantity than the one they saw.</param>
/// <param name="DecidedBy">Who they are, as far as it is known.</param>
/// <param name="Comment">What they say to it, up to <see cref="MaxComment"/> characters, or null.</param>
/// <exception cref="ArgumentException">The comment is longer.</exception>
public sealed record PurchaseOrderDecision(PurchaseOrderAction Action, int Version, string DecidedBy, string? Comment)
{
    /// <summary>The most characters of a comment.</summary>
    public const int MaxComment = 1000;

    /// <summary>What they say to it, or null.</summary>
    public string? Comment { get; } = Comment is { Length: > MaxComment }
        ? throw new ArgumentException($"A comment has at most {MaxComment} characters.", nameof(Comment))
        : Comment;
}
