namespace InventoryFunctions.Callbacks;

/// <summary>A wait of an orchestration for somebody outside (parity B11).</summary>
/// <param name="Instance">The orchestration's instance id.</param>
/// <param name="Event">The event that tells it to look; no two waits have the same.</param>
/// <param name="ExpiresAt">When the wait ends without an answer.</param>
public sealed record PendingTask(string Instance, string Event, DateTimeOffset ExpiresAt)
{
    /// <summary>What the tokens of such waits are for.</summary>
    internal const string Purpose = "task";

    /// <summary>The longest wait: as long as Step Functions let an execution run.</summary>
    public static readonly TimeSpan MaxTimeout = TimeSpan.FromDays(365);

    /// <summary>The wait that a token is for.</summary>
    internal static PendingTask Of(TaskToken token) => new(token.Instance, token.Event, token.ExpiresAt);
}
