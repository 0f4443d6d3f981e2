namespace InventoryFunctions.Poison;

/// <summary>A message that could not be processed.</summary>
public sealed record PoisonMessage
{
    /// <summary>SHA-256 of the body. The message id changes whenever the host moves a message; the body does not.</summary>
    public required string Id { get; init; }

    /// <summary>The message as it came in.</summary>
    public required string Body { get; init; }

    /// <summary>Why it could not be processed.</summary>
    public required string Reason { get; init; }

    /// <summary>How often it was delivered.</summary>
    public required long Attempts { get; init; }

    /// <summary>When it failed first.</summary>
    public required DateTimeOffset FirstFailedAt { get; init; }

    /// <summary>When it failed last.</summary>
    public required DateTimeOffset LastFailedAt { get; init; }
}
