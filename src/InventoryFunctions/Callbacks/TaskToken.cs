namespace InventoryFunctions.Callbacks;

/// <summary>What a signed token lets its bearer do: send one event to one orchestration, for one purpose, until a time.</summary>
public sealed record TaskToken
{
    /// <summary>The orchestration's instance id.</summary>
    public required string Instance { get; init; }

    /// <summary>The event it waits for.</summary>
    public required string Event { get; init; }

    /// <summary>What the token is for; it opens nothing else.</summary>
    public required string Purpose { get; init; }

    /// <summary>When it stops being good; a token keeps whole milliseconds.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>Whom it was given to, or null.</summary>
    public string? Audience { get; init; }
}
