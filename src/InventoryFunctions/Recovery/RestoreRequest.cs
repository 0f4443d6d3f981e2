namespace InventoryFunctions.Recovery;

/// <summary>The body of <c>POST /inventory/restore</c>.</summary>
public sealed record RestoreRequest
{
    /// <summary>The moment to bring the inventory back to: within the last 35 days.</summary>
    public DateTimeOffset? AsOf { get; init; }

    /// <summary>Only say what would be done. The default value is false.</summary>
    public bool? DryRun { get; init; }
}
