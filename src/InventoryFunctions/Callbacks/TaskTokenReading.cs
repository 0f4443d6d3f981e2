namespace InventoryFunctions.Callbacks;

/// <summary>What a text turned out to be.</summary>
public abstract record TaskTokenReading
{
    private TaskTokenReading()
    {
    }

    /// <summary>A token of ours, for this purpose, in time.</summary>
    /// <param name="Token">What it allows.</param>
    public sealed record Valid(TaskToken Token) : TaskTokenReading;

    /// <summary>A token of ours, for this purpose, too late.</summary>
    /// <param name="Token">What it allowed.</param>
    public sealed record Expired(TaskToken Token) : TaskTokenReading;

    /// <summary>Nothing that we signed for this purpose: nothing about it can be believed.</summary>
    public sealed record Forged : TaskTokenReading;
}
