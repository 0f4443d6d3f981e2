using Microsoft.Azure.Functions.Worker;

namespace InventoryFunctions.Callbacks;

/// <summary>Makes the token of a wait.</summary>
public sealed class MintTaskToken(TaskTokens tokens)
{
    /// <summary>The same token for the same wait, as long as the key is the same.</summary>
    [Function(nameof(MintTaskToken))]
    public string Run([ActivityTrigger] PendingTask task) => tokens.Sign(new TaskToken
    {
        Instance = task.Instance,
        Event = task.Event,
        Purpose = PendingTask.Purpose,
        ExpiresAt = task.ExpiresAt,
    });
}
