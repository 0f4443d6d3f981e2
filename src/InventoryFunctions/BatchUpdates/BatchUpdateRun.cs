namespace InventoryFunctions.BatchUpdates;

/// <summary>The batch update that is going on: as long as its row stands, no other begins (parity A2, D9).</summary>
public sealed record BatchUpdateRun
{
    /// <summary>The execution id, a UUID version 7.</summary>
    public required string ExecutionId { get; init; }

    /// <summary>Pieces added to each item.</summary>
    public required int Amount { get; init; }

    /// <summary>When the run was claimed, or when its orchestration was last started anew.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>The occurrence of the schedule that asked for the run, or null where a person did.</summary>
    public DateTimeOffset? Occurrence { get; init; }

    /// <summary>The orchestration's instance id.</summary>
    public string InstanceId => InstanceIdOf(ExecutionId);

    /// <summary>The instance id of the orchestration of <paramref name="executionId"/>.</summary>
    public static string InstanceIdOf(string executionId) => $"BatchUpdate_{executionId}";

    /// <summary>A new run, claimed at <paramref name="now"/>.</summary>
    public static BatchUpdateRun New(int amount, DateTimeOffset now, DateTimeOffset? occurrence = null) => new()
    {
        ExecutionId = Guid.CreateVersion7(now).ToString("D"),
        Amount = amount,
        Since = now,
        Occurrence = occurrence,
    };
}
