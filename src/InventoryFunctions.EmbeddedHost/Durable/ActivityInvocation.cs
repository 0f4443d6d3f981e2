namespace InventoryFunctions.EmbeddedHost.Durable;

/// <summary>One run of an activity.</summary>
/// <param name="Name">The function name as the orchestrator wrote it.</param>
/// <param name="InstanceId">The orchestration instance that waits for the result.</param>
/// <param name="InputJson">The input as JSON; null where the orchestrator passed none.</param>
/// <param name="CancellationToken">Cancelled when the host stops; the activity then runs again after the next start.</param>
public sealed record ActivityInvocation(string Name, string InstanceId, string? InputJson, CancellationToken CancellationToken);
