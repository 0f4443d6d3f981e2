namespace InventoryFunctions.Recovery;

/// <summary>The answer to a restore that was started.</summary>
/// <param name="ExecutionId">Its job.</param>
/// <param name="StatusUrl">Where to see how far it is.</param>
/// <param name="ReportUrl">Where to see what became of each item that changed since.</param>
public sealed record RestoreAccepted(string ExecutionId, Uri StatusUrl, Uri ReportUrl);
